import { useState } from "preact/hooks";
import { type IconName } from "../../components/icon.tsx";
import { PeriodStepper } from "../../components/period-stepper.tsx";
import { ProblemNote, Skeleton, State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Loaded } from "../../state/use-load.ts";
import { MonthSheet } from "./month-sheet.tsx";
import { Bar } from "./parts.tsx";
import { type Course, filled, type ItemProgress } from "./progress.ts";
import { type PlanItem, type Skp } from "./types.ts";
import { type MonthView, viewOf } from "./use-month.ts";
import { words } from "./words.ts";

const looks: Record<Course, readonly [Tone, IconName]> = {
  reached: ["ok", "done"],
  "on-course": ["info", "check"],
  behind: ["wait", "warn"],
  idle: ["plain", "clock"],
};

interface MonthCardProps {
  readonly skp: Skp;
  readonly period: string;
  readonly month: Loaded<MonthView>;
  onPeriod: (period: string) => void;
}

const moved = (period: string, by: number): string =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)) - 1 + by, 15)).toISOString().slice(0, 7);

/** The action plan of one month: what is planned and what was logged for it. */
export function MonthCard({ skp, period, month, onPeriod }: MonthCardProps) {
  const { f } = useApp();
  const w = useWords(words);
  const [isEditing, setEditing] = useState(false);
  const view = viewOf(month, skp, period);
  const name = f.monthYear(period);
  return (
    <section class="card stack" aria-labelledby="h-month">
      <header class="wraps">
        <h2 id="h-month">{w.month.title}</h2>
        <PeriodStepper
          name={name}
          previous={w.month.previous}
          next={w.month.next}
          onPrevious={period <= skp.validFrom.slice(0, 7) ? undefined : () => onPeriod(moved(period, -1))}
          onNext={period >= skp.validTo.slice(0, 7) ? undefined : () => onPeriod(moved(period, 1))}
        />
      </header>
      {month.problem && <ProblemNote problem={month.problem} onRetry={month.reload} />}
      {view ? <MonthItems view={view} /> : !month.problem && <Skeleton lines={3} />}
      {view && <EditButton skp={skp} view={view} onEdit={() => setEditing(true)} />}
      {isEditing && view && (
        <MonthSheet skp={skp} view={view} onSaved={month.reload} onClose={() => setEditing(false)} />
      )}
    </section>
  );
}

function EditButton({ skp, view, onEdit }: { skp: Skp; view: MonthView; onEdit: () => void }) {
  const w = useWords(words);
  if (skp.content.results.length === 0) return null;
  return (
    <button type="button" class="btn wide" onClick={onEdit}>
      {view.items.length === 0 ? w.month.fill : w.month.edit}
    </button>
  );
}

function MonthItems({ view }: { view: MonthView }) {
  const w = useWords(words);
  if (view.items.length === 0) return <p class="sm muted">{w.month.empty}</p>;
  return (
    <>
      <ul class="list measures">
        {view.progress
          ? view.progress.map((one) => <Progress key={one.item.itemId} progress={one} />)
          : view.items.map((item) => <Planned key={item.itemId} item={item} />)}
      </ul>
      <p class="xs muted">{view.progress ? w.month.hint : w.month.unknownDone}</p>
    </>
  );
}

function Planned({ item }: { item: PlanItem }) {
  const { f } = useApp();
  const w = useWords(words);
  return (
    <li>
      <p class="sm">{item.text}</p>
      <p class="xs muted num">{w.target(f.number(item.target), item.unit)}</p>
    </li>
  );
}

function Progress({ progress }: { progress: ItemProgress }) {
  const { f } = useApp();
  const w = useWords(words);
  const { item, done, entries, course } = progress;
  const [tone, icon] = looks[course];
  const barTone = course === "reached" ? "ok" : course === "behind" ? "wait" : "";
  return (
    <li>
      <p class="sm">{item.text}</p>
      <p class="line xs num">
        <b>{w.month.of(f.number(done), f.number(item.target), item.unit)}</b>
        {entries > 0 && <span class="muted">{w.month.entries(entries)}</span>}
        <span class="end">
          <State tone={tone} icon={icon}>
            {w.month.course[course]}
          </State>
        </span>
      </p>
      <Bar percent={filled(progress)} tone={barTone} />
    </li>
  );
}
