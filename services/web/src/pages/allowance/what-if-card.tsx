import { useId, useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Quantity } from "../../components/quantity.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useAllowanceCalls } from "./calls.ts";
import { type Law } from "./law.ts";
import { StepProof } from "./proofs.tsx";
import { type Assumption, type ChangedLine, type Simulated } from "./types.ts";
import { useSimulation } from "./use-simulation.ts";
import {
  changesOf,
  daysOfMonth,
  differenceOf,
  faultsOf,
  nextDayIn,
  nothingSupposed,
  predicates,
  shownLines,
  type Supposed,
} from "./what-if.ts";
import { whatIfWords } from "./what-if-words.ts";

/** The running month before it ends: a few things that could happen, and what they would come to. Asked only when it is opened. */
export function WhatIfCard({ law }: { law: Law }) {
  const w = useWords(whatIfWords);
  const { f } = useApp();
  const today = useDate(useMe().employments[0]?.zone ?? "WIB");
  const period = today.slice(0, 7);
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card flush" aria-labelledby="h-what-if">
      <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="head-fold">
          <Icon name="right" chevron />
          <h2 id="h-what-if">{w.title}</h2>
        </summary>
        <div class="stack what-if">
          <p class="sm muted">{w.text(f.monthYear(period))}</p>
          {isOpen && <Supposing key={period} period={period} today={today} law={law} />}
        </div>
      </details>
    </section>
  );
}

function Supposing({ period, today, law }: { period: string; today: string; law: Law }) {
  const w = useWords(whatIfWords);
  const calls = useAllowanceCalls();
  const [supposed, setSupposed] = useState(() => nothingSupposed(nextDayIn(period, today)));
  const faults = faultsOf(supposed, period);
  const { value, problem, isBusy, again } = useSimulation(
    calls,
    period,
    faults.length === 0 ? changesOf(supposed) : undefined,
  );
  const isMissing = problem?.code === "POLICY_MISSING";
  return (
    <>
      <Controls
        period={period}
        supposed={supposed}
        faults={faults}
        onChange={(more) => setSupposed({ ...supposed, ...more })}
        onReset={() => setSupposed(nothingSupposed(supposed.day))}
      />
      {isMissing && (
        <Note tone="info" icon="info">
          <p>{w.noPolicy}</p>
        </Note>
      )}
      {problem && !isMissing && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={again} />}
      {value ? <Result value={value} isBusy={isBusy} law={law} /> : !problem && <Skeleton lines={3} />}
    </>
  );
}

interface ControlsProps {
  readonly period: string;
  readonly supposed: Supposed;
  readonly faults: ReturnType<typeof faultsOf>;
  onChange: (more: Partial<Supposed>) => void;
  onReset: () => void;
}

function Controls({ period, supposed, faults, onChange, onReset }: ControlsProps) {
  const w = useWords(whatIfWords);
  const { first, last } = daysOfMonth(period);
  const fault = (name: (typeof faults)[number]) => (faults.includes(name) ? w.faults[name] : undefined);
  return (
    <form class="stack" noValidate onSubmit={(event) => event.preventDefault()}>
      <Field label={w.days} hint={w.daysHint} error={fault("days")}>
        <Quantity value={supposed.days} onChange={(days) => onChange({ days })} />
      </Field>
      <div class="pair">
        <Field label={w.day} error={fault("day")}>
          <input
            class="in"
            type="date"
            min={first}
            max={last}
            value={supposed.day}
            onInput={(event) => onChange({ day: event.currentTarget.value })}
          />
        </Field>
        <Field label={w.lateMinutes} error={fault("lateMinutes")}>
          <Quantity value={supposed.lateMinutes} onChange={(lateMinutes) => onChange({ lateMinutes })} />
        </Field>
      </div>
      <Check label={w.missed} isOn={supposed.isMissed} onChange={(isMissed) => onChange({ isMissed })} />
      <Check label={w.absent} isOn={supposed.isAbsent} onChange={(isAbsent) => onChange({ isAbsent })} />
      <Field label={w.predicate}>
        <select
          class="in"
          value={supposed.predicate}
          onChange={(event) => onChange({ predicate: event.currentTarget.value })}
        >
          <option value="">{w.predicateAsIs}</option>
          {predicates.map((word) => (
            <option key={word} value={word}>
              {w.predicates[word]}
            </option>
          ))}
        </select>
      </Field>
      <button type="button" class="btn" onClick={onReset}>
        {w.reset}
      </button>
    </form>
  );
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label class="opt">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

interface ResultProps {
  readonly value: Simulated;
  readonly isBusy: boolean;
  readonly law: Law;
}

function Result({ value, isBusy, law }: ResultProps) {
  const w = useWords(whatIfWords);
  const { f } = useApp();
  const id = useId();
  const { before, after } = value;
  const difference = differenceOf(value);
  const text =
    difference === 0n ? w.same : difference > 0n ? w.more(f.rupiah(difference)) : w.less(f.rupiah(-difference));
  const lines = shownLines(value.lines);
  return (
    <section class="stack tight" aria-labelledby={id} aria-busy={isBusy}>
      <dl class="kv">
        <div>
          <dt>{w.asKnown}</dt>
          <dd>{f.rupiah(before.netRupiah)}</dd>
        </div>
        <div>
          <dt>
            <b>{w.supposed}</b>
          </dt>
          <dd>
            <b>{f.rupiah(after.netRupiah)}</b>
          </dd>
        </div>
      </dl>
      <p role="status" class="sum-up">
        <b>{isBusy ? w.working : text}</b>
      </p>
      {!after.payable && (
        <Note tone="wait" icon="warn">
          <p>{w.held}</p>
        </Note>
      )}
      <h3 id={id}>{w.lines}</h3>
      {lines.length === 0 ? (
        <p class="sm muted">{w.noLines}</p>
      ) : (
        <ul class="list changes">
          {lines.map((line) => (
            <Line key={lineKey(line)} line={line} law={law} />
          ))}
        </ul>
      )}
      <Assumed assumptions={value.assumptions} />
    </section>
  );
}

const lineKey = ({ before, after }: ChangedLine): string => {
  const step = after ?? before;
  return `${step?.employmentId ?? ""}/${step?.stepId ?? ""}`;
};

function Line({ line: { before, after }, law }: { line: ChangedLine; law: Law }) {
  const w = useWords(whatIfWords);
  const { f } = useApp();
  const amounts = [before, after].map((step) => f.rupiah(step?.amountRupiah ?? "0"));
  return (
    <li>
      <details class="fold">
        <summary>
          <Icon name="right" chevron />
          <span class="t">
            {(after ?? before)?.label}
            <span class="m num">{w.beforeAfter(amounts[0] ?? "", amounts[1] ?? "")}</span>
          </span>
        </summary>
        <div class="why">
          {before && <StepProof step={before} law={law} title={w.before} />}
          {after && <StepProof step={after} law={law} title={w.after} />}
        </div>
      </details>
    </li>
  );
}

function Assumed({ assumptions }: { assumptions: readonly Assumption[] }) {
  const w = useWords(whatIfWords);
  const { f } = useApp();
  const says: Readonly<Record<string, (params: Assumption["params"], when: string) => string>> = w.assumptions;
  const told = assumptions.flatMap(({ code, params }) => {
    const { period, day, predicate } = params;
    const when = period === undefined ? (day === undefined ? "" : f.fullDay(day)) : f.monthYear(period);
    const words = predicate === undefined ? params : { ...params, predicate: w.predicates[predicate] ?? predicate };
    return says[code]?.(words, when) ?? [];
  });
  return (
    <>
      <h3>{w.assumed}</h3>
      <ul class="sm muted assumed">
        {told.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
