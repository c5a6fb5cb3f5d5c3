import { useMemo, useState } from "preact/hooks";
import { type Entry, type PlanItem, type Task } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { type Draft, emptyDraft, repeated } from "../../entries/draft.ts";
import { viewMonth } from "../../entries/month.ts";
import { draftPartOf } from "../../entries/task.ts";
import { draftOfTemplate, type Template } from "../../entries/template.ts";
import { lastDayBefore, lastUsed, mergeRows, minutesOfEntry, nextSpan, type Row } from "../../entries/rows.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { addDays, minutesOf, timeOf } from "../../time/dates.ts";
import { timeIn } from "../../time/zone.ts";
import { Answer } from "./answer.tsx";
import { Dialogs, type OpenDialog } from "./dialogs.tsx";
import { DayList, EarlierList } from "./entry-list.tsx";
import { LastUsed, PlanCard } from "./quick.tsx";
import { MonthCard } from "./month-card.tsx";
import { OutboxNotes } from "./outbox-notes.tsx";
import { lastPlace } from "./place.ts";
import { TaskCard } from "./task-card.tsx";
import { TemplateCard } from "./template-card.tsx";
import { type Templates, useTemplates } from "./use-templates.ts";
import { type TodayData, useToday } from "./use-today.ts";
import "../../styles/today.css";

export function TodayPage() {
  const { t } = useApp();
  const { employments } = useMe();
  const post = employments[0];
  if (post === undefined) {
    return (
      <div class="card">
        <Empty icon="info" title={t.today.noPost}>
          <p>{t.today.noPostText}</p>
        </Empty>
      </div>
    );
  }
  return <Today employmentId={post.employmentId} />;
}

interface TodayProps {
  readonly employmentId: string;
}

function Today({ employmentId }: TodayProps) {
  const { outbox } = useApp();
  const { employments, personId } = useMe();
  const date = useDate(employments[0]?.zone ?? "WIB");
  const { value, problem, reload } = useToday(date);
  const rows = useMemo(() => mergeRows(value?.entries ?? [], outbox.items, personId), [value, outbox.items, personId]);
  const [open, setOpen] = useState<OpenDialog | undefined>(undefined);
  const start = useStart({ rows, date, employmentId, onOpen: setOpen });
  const templates = useTemplates();

  return (
    <>
      <div class="head">
        <Answer date={date} rows={rows} calendar={value?.calendar} month={value?.month} />
        <Dock rows={rows} date={date} onRepeat={start.repeatDay} onNew={() => start.blank(date)} />
      </div>
      <Problems data={value} problem={problem} reload={reload} />
      <OutboxNotes onResume={(draft) => setOpen({ kind: "record", draft })} isIdle={open === undefined} />
      {value === undefined && problem === undefined ? (
        <Waiting />
      ) : (
        <Cards {...{ value, rows, date, start, templates }} onOpen={setOpen} reload={reload} />
      )}
      <Dialogs
        {...{ open, rows, date, templates }}
        plan={value?.plan}
        tasks={value?.tasks}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}

interface CardsProps {
  readonly value: TodayData | undefined;
  readonly rows: readonly Row[];
  readonly date: string;
  readonly start: ReturnType<typeof useStart>;
  readonly templates: Templates;
  onOpen: (open: OpenDialog) => void;
  reload: () => void;
}

/** What is known: all of it, or after a failed first load only what this device has itself. */
function Cards({ value, rows, date, start, templates, onOpen, reload }: CardsProps) {
  const view = useView(value, rows, date);
  const isKnown = value !== undefined || rows.length > 0;
  return (
    <div class="cols">
      {view && value && <MonthCard view={view} date={date} data={value} onFill={start.blank} />}
      <div class="stack">
        {value?.tasks && <TaskCard tasks={value.tasks} date={date} onRecord={start.forTask} onChanged={reload} />}
        {value?.plan && <PlanCard date={date} items={value.plan} rows={rows} onPick={start.planned} />}
        {isKnown && <DayList rows={rows} date={date} onOpen={onOpen} onNew={() => start.blank(date)} />}
        <EarlierList rows={rows} date={date} onOpen={onOpen} />
        <TemplateCard templates={templates} onUse={start.fromTemplate} />
        <LastUsed entries={lastUsed(rows, date, 4)} onPick={start.again} />
      </div>
    </div>
  );
}

/** Holds the places of month and list while nothing is known yet; one can record already. */
function Waiting() {
  return (
    <div class="cols">
      <div class="side">
        <Skeleton lines={4} />
      </div>
      <Skeleton lines={5} tall />
    </div>
  );
}

function useView(value: TodayData | undefined, rows: readonly Row[], today: string) {
  const { employments } = useMe();
  return useMemo(
    () => value && viewMonth({ calendar: value.calendar.days, month: value.month, rows, employments, today }),
    [value, rows, employments, today],
  );
}

interface StartNeeds {
  readonly rows: readonly Row[];
  readonly date: string;
  readonly employmentId: string;
  onOpen: (open: OpenDialog) => void;
}

/** The ways to begin an entry: blank, like an earlier one, for the plan or a task, of a template, like the last working day. */
function useStart({ rows, date, employmentId, onOpen }: StartNeeds) {
  const { platform } = useApp();
  const me = useMe();
  const blankOn = (day: string): Draft => {
    const zone = me.employments[0]?.zone ?? "WIB";
    const [startsAt, endsAt] = nextSpan(rows, day, day === date ? timeIn(zone, platform.clock.now()) : undefined);
    return { ...emptyDraft(employmentId, day), place: lastPlace(), startsAt, endsAt };
  };
  const open = (draft: Draft) => onOpen({ kind: "record", draft });
  /** As long as the earlier one, but after what is recorded today. */
  const moved = (draft: Draft, minutes: number) => {
    const { startsAt } = blankOn(date);
    const ends = (minutesOf(startsAt) ?? 0) + minutes;
    return draft.timing === "span" ? { ...draft, startsAt, endsAt: ends < 1440 ? timeOf(ends) : "" } : draft;
  };
  return {
    blank: (day: string) => open(blankOn(day)),
    again: (entry: Entry) => open(moved(repeated(entry, employmentId, date), minutesOfEntry(entry))),
    planned: ({ itemId, text, unit }: PlanItem) =>
      open({ ...blankOn(date), planItemId: itemId ?? "", description: text, quantity: "1", quantityUnit: unit }),
    forTask: (task: Task) => open({ ...blankOn(date), ...draftPartOf(task) }),
    fromTemplate: (template: Template) => {
      const draft = draftOfTemplate(template, blankOn(date));
      open(moved(draft, (minutesOf(draft.endsAt) ?? 0) - (minutesOf(draft.startsAt) ?? 0)));
    },
    repeatDay: () => onOpen({ kind: "repeat", entries: lastDayBefore(rows, date) }),
  };
}

interface DockProps {
  readonly rows: readonly Row[];
  readonly date: string;
  onRepeat: () => void;
  onNew: () => void;
}

function Dock({ rows, date, onRepeat, onNew }: DockProps) {
  const { t, f } = useApp();
  const last = lastDayBefore(rows, date)[0]?.workDate;
  const isYesterday = last === undefined || last === addDays(date, -1);
  const word = isYesterday ? t.today.yesterday : (f.shortDay(last).split(" ")[0] ?? "");
  return (
    <div class="dock">
      <button type="button" class="btn" disabled={last === undefined} onClick={onRepeat}>
        <Icon name="repeat" />
        {t.today.repeat(word)}
      </button>
      <button type="button" class="btn go" onClick={onNew}>
        <Icon name="plus" />
        {t.today.other}
      </button>
    </div>
  );
}

function Problems({
  data,
  problem,
  reload,
}: { data: TodayData | undefined } & Pick<ReturnType<typeof useToday>, "problem" | "reload">) {
  const { t, outbox } = useApp();
  if (problem === undefined || problem.status === 401) return null;
  if (data === undefined) {
    return <ProblemNote problem={problem} title={t.today.failed} safe={t.today.failedText} onRetry={reload} />;
  }
  if (!outbox.isOnline) return null;
  return (
    <Note tone="info" icon="info" title={t.today.stale}>
      <p>{t.today.staleText}</p>
      <button type="button" class="btn" onClick={reload}>
        {t.common.retry}
      </button>
    </Note>
  );
}
