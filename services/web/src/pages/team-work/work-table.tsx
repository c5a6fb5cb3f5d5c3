import { useState } from "preact/hooks";
import { ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { EntryFacts } from "../team/entry-facts.tsx";
import { inboxDayOf, type MemberWork, otherEntries, type Span } from "./work.ts";
import { words } from "./words.ts";

interface WorkTableProps {
  readonly span: Span;
  readonly today: string;
  readonly members: readonly MemberWork[];
  nameOf: (personId: string) => string;
}

/** Who did what. One day has its entries within reach, a month the days on which somebody logged. */
export function WorkTable({ span, today, members, nameOf }: WorkTableProps) {
  const w = useWords(words);
  const { columns } = w;
  const heads = [
    ...[columns.name, columns.time, columns.entries, columns.planned, columns.task, columns.other],
    ...(span.kind === "month" ? [columns.days] : []),
    ...[columns.open, columns.tasks, columns.acts],
  ];
  return (
    <section class="card flush">
      <table class="tbl work" role="table">
        <caption>{w.caption[span.kind]}</caption>
        <TableHead words={heads} />
        <tbody role="rowgroup">
          {members.map((member) => (
            <MemberRow key={member.personId} member={member} name={nameOf(member.personId)} span={span} today={today} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly member: MemberWork;
  readonly name: string;
  readonly span: Span;
  readonly today: string;
}

function MemberRow({ member, name, span, today }: RowProps) {
  const w = useWords(words);
  const { f } = useApp();
  const { columns } = w;
  const [isOpen, setOpen] = useState(false);
  const hasEntries = span.kind === "day" && member.entries > 0;
  return (
    <>
      <tr role="row" class={isOpen ? "opened" : undefined}>
        <th role="rowheader" scope="row" class="a">
          <span>
            {name}
            <Marks member={member} />
          </span>
        </th>
        <td role="cell" class="b num">
          <span>
            {member.entries === 0 ? "–" : f.duration(member.minutes)}
            {member.approvedMinutes > 0 && (
              <small class="muted"> {w.approved(f.duration(member.approvedMinutes))}</small>
            )}
          </span>
        </td>
        <Count label={columns.entries} value={member.entries} />
        <Count label={columns.planned} value={member.plannedEntries} />
        <Count label={columns.task} value={member.taskEntries} />
        <Count label={columns.other} value={otherEntries(member)} />
        {span.kind === "month" && <Count label={columns.days} value={member.daysWithEntries} />}
        <Count label={columns.open} value={member.openEntries} />
        <td role="cell" class="num" data-l={columns.tasks}>
          {w.ofTasks(member.tasksDone + member.tasksConfirmed, member.tasks)}
        </td>
        <td role="cell" class="full">
          <span class="line">
            {hasEntries && (
              <button
                type="button"
                class="btn link"
                aria-expanded={isOpen}
                aria-label={w.entriesOf(name)}
                onClick={() => setOpen(!isOpen)}
              >
                {columns.entries}
              </button>
            )}
            <a
              class="btn link"
              href={`/tim?pekan=${inboxDayOf(span, today)}&orang=${member.personId}`}
              aria-label={w.inboxOf(name)}
            >
              {w.inbox}
            </a>
          </span>
        </td>
      </tr>
      {isOpen && hasEntries && (
        <tr role="row">
          <td role="cell" class="full" colSpan={9}>
            <DayEntries member={member} date={span.from} />
          </td>
        </tr>
      )}
    </>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  const { f } = useApp();
  return (
    <td role="cell" class="num" data-l={label}>
      {f.number(value)}
    </td>
  );
}

function Marks({ member: { entries, flaggedEntries, tasksLate } }: { member: MemberWork }) {
  const w = useWords(words);
  return (
    <span class="marks">
      {entries === 0 && (
        <State tone="plain" icon="minus">
          {w.none}
        </State>
      )}
      {tasksLate > 0 && (
        <State tone="bad" icon="clock">
          {w.late(tasksLate)}
        </State>
      )}
      {flaggedEntries > 0 && (
        <State tone="wait" icon="warn">
          {w.flagged(flaggedEntries)}
        </State>
      )}
    </span>
  );
}

function DayEntries({ member: { personId, entries }, date }: { member: MemberWork; date: string }) {
  const { api } = useApp().platform;
  const { value, problem, reload } = useLoad(
    () => api.entries({ personId, fromDate: date, toDate: date }),
    [api, personId, date],
  );
  if (problem) return <ProblemNote problem={problem} onRetry={reload} />;
  if (value === undefined) return <Skeleton lines={entries} />;
  return (
    <ul class="inner">
      {value.entries
        .filter(({ state }) => state !== "CANCELLED")
        .map((stored) => (
          <li key={stored.entry.id}>
            <EntryFacts stored={stored} personId={personId} />
          </li>
        ))}
    </ul>
  );
}
