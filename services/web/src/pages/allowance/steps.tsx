import { type ComponentChildren } from "preact";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { type Format } from "../../i18n/format.ts";
import { useApp } from "../../state/context.ts";
import { type Component } from "./components.ts";
import { type Law } from "./law.ts";
import { ComponentProof, RowProof, TotalProof } from "./proofs.tsx";
import { type Statement } from "./types.ts";
import { type Axis, axisOf, barOf, componentsOf, type Row, rowsOf, rowsOfComponent } from "./waterfall.ts";
import { type AllowanceWords, words } from "./words.ts";

interface StepsProps {
  readonly statement: Statement;
  readonly isOwn: boolean;
  readonly law: Law;
}

/** The waterfall of the whole, and below it one of each component beside the main one. */
export function Steps({ statement, isOwn, law }: StepsProps) {
  const w = useWords(words);
  const rows = rowsOf(statement);
  return (
    <>
      <Waterfall
        id="h-steps"
        title={w.steps}
        rows={rows}
        axis={axisOf(rows)}
        law={law}
        payoutSha256={statement.payoutSha256}
        labelOf={(row, place) => labelOf(row, place, isOwn, w)}
        proofOfTotal={(row) => <TotalProof statement={statement} row={row} />}
      />
      {componentsOf(statement).map((component) => (
        <ComponentSteps key={component.result.employmentId + component.result.stepId} component={component} law={law} />
      ))}
    </>
  );
}

function ComponentSteps({ component, law }: { component: Component; law: Law }) {
  const w = useWords(words);
  const { result } = component;
  const rows = rowsOfComponent(component);
  return (
    <Waterfall
      id={`h-${result.employmentId}-${result.stepId}`}
      title={result.label}
      rows={rows}
      axis={axisOf(rows, false)}
      law={law}
      labelOf={(row, place) => (row.kind === "total" ? w.componentNet : labelOf(row, place, false, w))}
      proofOfTotal={() => <ComponentProof component={component} />}
    />
  );
}

interface WaterfallProps {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly axis: Axis;
  readonly law: Law;
  /** Of the statement as a whole; components have none of their own. */
  readonly payoutSha256?: string;
  labelOf: (row: Row, place: number) => string;
  proofOfTotal: (row: Row) => ComponentChildren;
}

/** An ordered list; each line says label and amount, draws itself, and opens its article and arithmetic. */
function Waterfall({ id, title, rows, axis, law, payoutSha256 = "", labelOf: nameOf, proofOfTotal }: WaterfallProps) {
  const { f } = useApp();
  const w = useWords(words);
  return (
    <section class="card flush" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {axis.start > 0n && <span class="num xs">{w.axis(startText(axis.start, w, f))}</span>}
      </header>
      <ol class="wf list">
        {rows.map((row, place) => (
          <RowItem
            key={row.id}
            row={row}
            axis={axis}
            isFirst={place === 0}
            isLast={place === rows.length - 1}
            label={nameOf(row, place)}
          >
            {row.kind === "total" ? proofOfTotal(row) : <RowProof row={row} law={law} payoutSha256={payoutSha256} />}
          </RowItem>
        ))}
      </ol>
    </section>
  );
}

/** "Rp5,4 juta": the axis begins at a round sum. */
const startText = (start: bigint, w: AllowanceWords, f: Format): string =>
  start >= 1_000_000n && start % 100_000n === 0n ? w.million(f.number(Number(start / 100_000n) / 10)) : f.rupiah(start);

function labelOf({ kind, label, steps }: Row, place: number, isOwn: boolean, w: AllowanceWords): string {
  if (kind === "base") return place === 0 ? w.full : w.fullOther;
  if (kind === "others") return w.notApplied(steps.length);
  if (kind === "payout") return label === "" ? w.payoutRest : label;
  if (kind === "total") return isOwn ? w.receive : w.receives;
  return label;
}

interface RowProps {
  readonly row: Row;
  readonly axis: Axis;
  readonly label: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly children: ComponentChildren;
}

function RowItem({ row, axis, label, isFirst, isLast, children }: RowProps) {
  const { f } = useApp();
  const w = useWords(words);
  const isTotal = row.kind === "base" || row.kind === "total";
  return (
    <li class={isTotal ? "total" : row.kind === "others" ? "zero" : row.kind}>
      <details>
        <summary>
          <span class="t">
            {label}
            {row.kind === "zero" && row.steps.length > 1 && <span class="m">{w.zero(row.steps.length)}</span>}
            {row.component && <span class="m">{w.componentHint}</span>}
          </span>
          <span class="num">{f.rupiah(row.amount)}</span>
          <Icon name="right" chevron />
          <Bar row={row} axis={axis} isFirst={isFirst} isLast={isLast} />
        </summary>
        <div class="why">{children}</div>
      </details>
    </li>
  );
}

/** One row of the picture; lines lead to the rows above and below. It says nothing that isn't in words. */
function Bar({ row, axis, isFirst, isLast }: Pick<RowProps, "row" | "axis" | "isFirst" | "isLast">) {
  const { x, width, tone, isFull, above, below } = barOf(row, axis);
  return (
    <svg class="g" viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true">
      {!isFirst && <line x1={above} x2={above} y1="-30" y2="11" />}
      {!isLast && <line x1={below} x2={below} y1="11" y2="52" />}
      {tone === undefined ? (
        <path class="g0" d={`M${String(below)} 5v12`} />
      ) : (
        <rect class={tone} x={x} y="3" width={width} height="16" />
      )}
      {isFull && axis.start > 0n && <path class="gz" d="M5 3l1.2 4-1.2 4 1.2 4-1.2 4h1.8l1.2-4-1.2-4 1.2-4-1.2-4z" />}
    </svg>
  );
}
