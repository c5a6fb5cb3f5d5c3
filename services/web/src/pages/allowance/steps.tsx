import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { type Format } from "../../i18n/format.ts";
import { useApp } from "../../state/context.ts";
import { arithmeticOf, fractionText, sentenceOf } from "./explain.ts";
import { type Statement, type Step } from "./types.ts";
import { type Axis, axisOf, barOf, type Row, rowsOf } from "./waterfall.ts";
import { type AllowanceWords, words } from "./words.ts";

interface StepsProps {
  readonly statement: Statement;
  readonly isOwn: boolean;
}

/** The waterfall: an ordered list; each line says label and amount, draws itself, and opens its article and arithmetic. */
export function Steps({ statement, isOwn }: StepsProps) {
  const { f } = useApp();
  const w = useWords(words);
  const rows = rowsOf(statement);
  const axis = axisOf(rows);
  return (
    <section class="card flush" aria-labelledby="h-steps">
      <header>
        <h2 id="h-steps">{w.steps}</h2>
        {axis.start > 0n && <span class="num">{w.axis(startText(axis.start, w, f))}</span>}
      </header>
      <ol class="wf list">
        {rows.map((row, place) => (
          <RowItem
            key={row.id}
            row={row}
            axis={axis}
            isFirst={place === 0}
            isLast={place === rows.length - 1}
            label={labelOf(row, place, isOwn, w)}
            statement={statement}
          />
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
  if (kind === "payout") return w.payoutStep;
  if (kind === "total") return isOwn ? w.receive : w.receives;
  return label;
}

interface RowProps {
  readonly row: Row;
  readonly axis: Axis;
  readonly label: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly statement: Statement;
}

function RowItem({ row, axis, label, isFirst, isLast, statement }: RowProps) {
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
          </span>
          <span class="num">{f.rupiah(row.amount)}</span>
          <Icon name="right" chevron />
          <Bar row={row} axis={axis} isFirst={isFirst} isLast={isLast} />
        </summary>
        <div class="why">
          {row.kind === "total" ? <TotalProof statement={statement} row={row} /> : <RowProof row={row} />}
        </div>
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

function RowProof({ row }: { row: Row }) {
  const w = useWords(words);
  if (row.kind === "payout") return <p>{w.payoutText}</p>;
  return (
    <>
      {row.kind !== "base" && row.between.length > 0 && <Between steps={row.between} />}
      {row.kind === "base" && row.between.map((step) => <StepProof key={step.stepId} step={step} isNamed />)}
      {row.steps.map((step) => (
        <StepProof
          key={step.stepId}
          step={step}
          isNamed={row.steps.length > 1 || row.kind === "base" || row.kind === "others"}
        />
      ))}
    </>
  );
}

/** What one step looked at, its arithmetic, its article. */
function StepProof({ step, isNamed }: { step: Step; isNamed: boolean }) {
  const { f } = useApp();
  const w = useWords(words);
  const sentence = sentenceOf(step, w, f);
  const lines = arithmeticOf(step, w, f);
  return (
    <div class="proof">
      {isNamed && <h3>{step.label}</h3>}
      {sentence !== "" && <p>{sentence}</p>}
      {lines.length > 0 && (
        <div class="sum">
          {lines.map(({ name, value }, at) => (
            <p key={name} class={at > 0 && at === lines.length - 1 ? "rule" : undefined}>
              <span>{name}</span>
              <span class="num">{value}</span>
            </p>
          ))}
        </div>
      )}
      {step.exact.includes("/") && <p class="xs muted">{w.exact(fractionText(step.exact, f))}</p>}
      <p class="cite">{step.cite}</p>
    </div>
  );
}

function Between({ steps }: { steps: readonly Step[] }) {
  const { f } = useApp();
  const w = useWords(words);
  return (
    <div class="proof">
      <p class="muted">{w.between}</p>
      <div class="sum">
        {steps.map(({ stepId, label, cite, amountRupiah }) => (
          <p key={stepId}>
            <span>
              {label} <span class="muted">· {cite}</span>
            </span>
            <span class="num">{f.rupiah(amountRupiah)}</span>
          </p>
        ))}
      </div>
    </div>
  );
}

function TotalProof({ statement, row }: { statement: Statement; row: Row }) {
  const { f } = useApp();
  const w = useWords(words);
  const { grossRupiah, netRupiah, payoutRupiah } = statement;
  const cut = BigInt(netRupiah) - BigInt(grossRupiah);
  const result = row.between.find(({ effect }) => effect === "RESULT");
  const between = row.between.filter(({ effect }) => effect !== "RESULT");
  return (
    <>
      <div class="sum">
        <p>
          <span>{w.gross}</span>
          <span class="num">{f.rupiah(grossRupiah)}</span>
        </p>
        <p>
          <span>{w.allCuts}</span>
          <span class="num">{f.rupiah(cut)}</span>
        </p>
        <p class="rule">
          <span>{w.net}</span>
          <span class="num">{f.rupiah(netRupiah)}</span>
        </p>
        {payoutRupiah !== netRupiah && (
          <p>
            <span>{w.payoutStep}</span>
            <span class="num">{f.rupiah(BigInt(payoutRupiah) - BigInt(netRupiah))}</span>
          </p>
        )}
      </div>
      {result && <p class="cite">{result.cite}</p>}
      {between.length > 0 && <Between steps={between} />}
    </>
  );
}
