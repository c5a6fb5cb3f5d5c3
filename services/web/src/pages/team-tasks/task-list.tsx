import { useState } from "preact/hooks";
import { type Task } from "../../api/types.ts";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Note, ProblemNote, State, type Tone } from "../../components/parts.tsx";
import { byDue, isLate } from "../../entries/task.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Names } from "../../state/use-names.ts";
import { CancelSheet, ReturnSheet, useDecision } from "./decide-sheet.tsx";
import { words } from "./words.ts";

export type ShownState = Exclude<Task["state"], "UNSPECIFIED">;

const looks: Record<ShownState, readonly [Tone, IconName]> = {
  DONE: ["wait", "clock"],
  ASSIGNED: ["info", "edit"],
  CONFIRMED: ["ok", "check"],
  CANCELLED: ["plain", "cancel"],
};

interface GroupProps {
  readonly state: ShownState;
  readonly tasks: readonly Task[];
  readonly names: Names;
  readonly today: string;
  reload: () => void;
}

/** Tasks that stand alike; those that nobody has to do with any more are folded. */
export function TaskGroup({ state, tasks, ...rest }: GroupProps) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const shown = tasks.filter((task) => task.state === state);
  if (shown.length === 0) return null;
  const isFolded = state === "CONFIRMED" || state === "CANCELLED";
  const list = (
    <ul class="list">
      {(isFolded ? shown : byDue(shown)).map((task) => (
        <TaskItem key={task.taskId} task={task} state={state} {...rest} />
      ))}
    </ul>
  );
  const id = `h-${state.toLowerCase()}`;
  if (!isFolded) {
    return (
      <section class="card flush" aria-labelledby={id}>
        <header>
          <h2 id={id}>{w.groups[state]}</h2>
          <span class="num">{shown.length}</span>
        </header>
        {list}
      </section>
    );
  }
  return (
    <section class="card flush" aria-labelledby={id}>
      <details class="fold member" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span>
            <h2 id={id}>{w.groups[state]}</h2>
            <span class="m num">{w.more(shown.length)}</span>
          </span>
          <Icon name="right" chevron />
        </summary>
        {isOpen && <div>{list}</div>}
      </details>
    </section>
  );
}

interface ItemProps extends Omit<GroupProps, "tasks"> {
  readonly task: Task;
}

function useFacts(task: Task): string {
  const { t, f } = useApp();
  const w = t.work.tasks;
  return [
    task.kind === "UNSPECIFIED" ? "" : w.kinds[task.kind],
    task.dueDate === "" ? w.noDue : w.due(f.tinyDay(task.dueDate)),
    task.quantity > 0 ? w.result(f.number(task.quantity), task.quantityUnit) : "",
    w.logged(task.entries, f.duration(task.minutes)),
  ]
    .filter((fact) => fact !== "")
    .join(" · ");
}

function TaskItem({ task, state, names, today, reload }: ItemProps) {
  const w = useWords(words);
  const { t } = useApp();
  const name = names.of(task.personId, w.someone);
  const [tone, icon] = looks[state];
  const isOverdue = isLate(task, today);
  return (
    <li class="item">
      <div>
        <h3 class="t">{task.title}</h3>
        <p class="sm">{name}</p>
      </div>
      <State tone={isOverdue ? "bad" : tone} icon={isOverdue ? "clock" : icon}>
        {isOverdue ? t.work.tasks.late : w.states[state]}
      </State>
      <p class="m num full">{useFacts(task)}</p>
      {task.detail !== "" && <p class="m full">{task.detail}</p>}
      {task.doneNote !== "" && (
        <p class="sm full">
          <b>{w.note}:</b> “{task.doneNote}”
        </p>
      )}
      {task.returnNote !== "" && (
        <div class="full">
          <Note tone="wait" icon="back">
            <p>
              <b>{w.returned}:</b> “{task.returnNote}”
            </p>
          </Note>
        </div>
      )}
      <Acts task={task} name={name} reload={reload} />
    </li>
  );
}

interface ActsProps {
  readonly task: Task;
  readonly name: string;
  reload: () => void;
}

function Acts({ task, name, reload }: ActsProps) {
  const w = useWords(words);
  const [asking, setAsking] = useState<"return" | "cancel" | undefined>(undefined);
  const { isBusy, problem, decide } = useDecision(reload);
  if (task.state !== "DONE" && task.state !== "ASSIGNED") return null;
  const sheet = { task, name, reload, onClose: () => setAsking(undefined) };
  return (
    <>
      {problem && (
        <div class="full">
          <ProblemNote problem={problem} />
        </div>
      )}
      <div class="full chips">
        {task.state === "DONE" && (
          <>
            <button type="button" class="btn" aria-label={w.returnThis(task.title)} onClick={() => setAsking("return")}>
              <Icon name="back" />
              {w.return}
            </button>
            <button
              type="button"
              class="btn soft"
              disabled={isBusy}
              aria-label={w.confirmThis(task.title)}
              onClick={() => decide(task, "confirm", "", w.confirmed, () => undefined)}
            >
              <Icon name="check" />
              {w.confirm}
            </button>
          </>
        )}
        <button type="button" class="btn" aria-label={w.cancelThis(task.title)} onClick={() => setAsking("cancel")}>
          <Icon name="cancel" />
          {w.cancel}
        </button>
      </div>
      {asking === "return" && <ReturnSheet {...sheet} />}
      {asking === "cancel" && <CancelSheet {...sheet} />}
    </>
  );
}
