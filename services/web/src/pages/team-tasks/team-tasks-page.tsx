import { useState } from "preact/hooks";
import { type PersonName, type Task } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { TeamTabs } from "../../components/team-tabs.tsx";
import { isLate } from "../../entries/task.ts";
import { useWords } from "../../i18n/words.ts";
import { useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { type PageProps } from "../pages.tsx";
import { AssignSheet } from "./assign-sheet.tsx";
import { useTaskCalls } from "./calls.ts";
import { TaskGroup } from "./task-list.tsx";
import { words } from "./words.ts";
import "../../styles/team.css";

export function TeamTasksPage({ query }: PageProps) {
  const w = useWords(words);
  const { subordinateCount, employments } = useMe();
  const today = useDate(employments[0]?.zone ?? "WIB");
  if (subordinateCount === 0) {
    return (
      <>
        <h1>{w.title}</h1>
        <div class="card">
          <Empty icon="lock" title={w.notForYou}>
            <p>{w.notForYouText}</p>
          </Empty>
        </div>
      </>
    );
  }
  return <Tasks today={today} personId={query.get("orang") ?? ""} />;
}

function Tasks({ today, personId }: { today: string; personId: string }) {
  const w = useWords(words);
  const calls = useTaskCalls();
  const { value, problem, reload } = useLoad(() => calls.given(), [calls]);
  return (
    <>
      <TeamTabs current="tasks" />
      <Head tasks={value} today={today} personId={personId} reload={reload} />
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {value ? <Groups tasks={value} today={today} reload={reload} /> : !problem && <Skeleton lines={5} tall />}
    </>
  );
}

interface HeadProps {
  readonly tasks: readonly Task[] | undefined;
  readonly today: string;
  readonly personId: string;
  reload: () => void;
}

function Head({ tasks, today, personId, reload }: HeadProps) {
  const w = useWords(words);
  const calls = useTaskCalls();
  const people = useLoad(() => calls.people(), [calls]);
  const [isGiving, setGiving] = useState(false);
  const open = tasks?.filter(({ state }) => state === "ASSIGNED") ?? [];
  const late = open.filter((task) => isLate(task, today)).length;
  return (
    <div class="head">
      <div class="ans">
        <h1>{tasks ? w.answer(tasks.filter(({ state }) => state === "DONE").length) : w.title}</h1>
        <p>{tasks ? w.lead(open.length, late) : "\u00a0"}</p>
      </div>
      <div class="dock">
        <button
          type="button"
          class="btn go"
          disabled={people.value === undefined || people.value.length === 0}
          onClick={() => setGiving(true)}
        >
          <Icon name="plus" />
          {w.give}
        </button>
      </div>
      {isGiving && (
        <Giving
          people={people.value ?? []}
          personId={personId}
          today={today}
          onDone={reload}
          onClose={() => setGiving(false)}
        />
      )}
    </div>
  );
}

interface GivingProps {
  readonly people: readonly PersonName[];
  readonly personId: string;
  readonly today: string;
  onDone: () => void;
  onClose: () => void;
}

/** Whom the address names is chosen already, if it is somebody of the team. */
function Giving({ people, personId, ...rest }: GivingProps) {
  const isKnown = people.some((person) => person.personId === personId);
  return <AssignSheet people={people} personId={isKnown ? personId : ""} {...rest} />;
}

interface GroupsProps {
  readonly tasks: readonly Task[];
  readonly today: string;
  reload: () => void;
}

function Groups({ tasks, today, reload }: GroupsProps) {
  const w = useWords(words);
  const names = useNames(tasks.map(({ personId }) => personId));
  if (tasks.length === 0) {
    return (
      <div class="card">
        <Empty icon="plan" title={w.empty}>
          <p>{w.emptyText}</p>
        </Empty>
      </div>
    );
  }
  const group = { tasks, names, today, reload };
  return (
    <div class="cols half">
      <div class="stack">
        <TaskGroup state="DONE" {...group} />
        <TaskGroup state="ASSIGNED" {...group} />
      </div>
      <div class="stack">
        <TaskGroup state="CONFIRMED" {...group} />
        <TaskGroup state="CANCELLED" {...group} />
      </div>
    </div>
  );
}
