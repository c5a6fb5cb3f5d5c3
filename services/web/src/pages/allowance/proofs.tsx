import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Component } from "./components.ts";
import { arithmeticOf, fractionText, isRounded, sentenceOf, valueOf } from "./explain.ts";
import { InputVersions } from "./input-versions-line.tsx";
import { type Law } from "./law.ts";
import { lineOfPayout, lineOfStep } from "./objecting.ts";
import { ObjectionButton } from "./objection-button.tsx";
import { type PayoutLine, type Statement, type Step } from "./types.ts";
import { type Row } from "./waterfall.ts";
import { words } from "./words.ts";

interface RowProofProps {
  readonly row: Row;
  readonly law: Law;
  readonly payoutSha256: string;
}

export function RowProof({ row, law, payoutSha256 }: RowProofProps) {
  const w = useWords(words);
  if (row.payoutLine) return <PayoutProof line={row.payoutLine} payoutSha256={payoutSha256} />;
  if (row.kind === "payout") return <p>{w.payoutText}</p>;
  if (row.component) return <ComponentProof component={row.component} />;
  const isNamed = row.steps.length > 1 || row.kind === "base" || row.kind === "others";
  return (
    <>
      {row.kind !== "base" && row.between.length > 0 && <Between steps={row.between} />}
      {row.kind === "base" && row.between.map((step) => <StepProof key={step.stepId} step={step} law={law} isNamed />)}
      {row.steps.map((step) => (
        <StepProof key={step.stepId} step={step} law={law} isNamed={isNamed} />
      ))}
    </>
  );
}

interface StepProofProps {
  readonly step: Step;
  readonly law: Law;
  readonly isNamed?: boolean;
  /** Stands in the place of the step's own name. */
  readonly title?: string;
}

/** What one step looked at and in which version, its arithmetic, its article, and the way to object. */
export function StepProof({ step, law, isNamed = false, title }: StepProofProps) {
  const { f } = useApp();
  const w = useWords(words);
  const sentence = sentenceOf(step, w, f, law);
  const lines = arithmeticOf(step, w, f, law);
  return (
    <div class="proof">
      {(isNamed || title !== undefined) && <h3>{title ?? step.label}</h3>}
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
      {isRounded(step) && <p class="xs muted">{w.exact(fractionText(step.exact, f))}</p>}
      <p class="cite">{step.cite}</p>
      <InputVersions step={step} />
      <ObjectionButton line={lineOfStep(step)} />
    </div>
  );
}

/** Base, rate and article of a contribution or tax; month and amount of what was due. */
export function PayoutProof({ line, payoutSha256 }: { line: PayoutLine; payoutSha256: string }) {
  const { f } = useApp();
  const w = useWords(words);
  const { kind, base, rate, inputs, cite, period } = { ...line, base: line.baseRupiah };
  return (
    <div class="proof">
      {kind === "DUE" && <p>{w.dueText(f.monthYear(period))}</p>}
      <div class="sum">
        {kind !== "DUE" && (
          <p>
            <span>{w.basis}</span>
            <span class="num">{f.rupiah(base)}</span>
          </p>
        )}
        {rate !== "" && (
          <p>
            <span>{w.rate}</span>
            <span>{rate}</span>
          </p>
        )}
        {Object.entries(inputs).map(([name, value]) => (
          <p key={name}>
            <span>{name}</span>
            <span class="num">{value}</span>
          </p>
        ))}
        <p class="rule">
          <span>{line.label}</span>
          <span class="num">{f.rupiah(line.amountRupiah)}</span>
        </p>
      </div>
      {cite !== "" && <p class="cite">{cite}</p>}
      <ObjectionButton line={lineOfPayout(line, { payoutSha256 })} />
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
        {steps.map((step) => (
          <p key={step.stepId}>
            <span>
              {step.label} <span class="muted">· {step.cite}</span>
            </span>
            <span class="num">{valueOf(step, w, f)}</span>
          </p>
        ))}
      </div>
    </div>
  );
}

/** Gross, cut and net of one component. */
export function ComponentProof({ component }: { component: Component }) {
  const { f } = useApp();
  const w = useWords(words);
  const { result, gross, cut, net } = component;
  return (
    <div class="proof">
      <div class="sum">
        <p>
          <span>{w.gross}</span>
          <span class="num">{f.rupiah(gross)}</span>
        </p>
        <p>
          <span>{w.allCuts}</span>
          <span class="num">{f.rupiah(-cut)}</span>
        </p>
        <p class="rule">
          <span>{w.componentNet}</span>
          <span class="num">{f.rupiah(net)}</span>
        </p>
      </div>
      <p class="cite">{result.cite}</p>
    </div>
  );
}

export function TotalProof({ statement, row }: { statement: Statement; row: Row }) {
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
          <>
            <p>
              <span>{w.payoutStep}</span>
              <span class="num">{f.rupiah(BigInt(payoutRupiah) - BigInt(netRupiah))}</span>
            </p>
            <p class="rule">
              <span>{w.transferred}</span>
              <span class="num">{f.rupiah(payoutRupiah)}</span>
            </p>
          </>
        )}
      </div>
      {result && <p class="cite">{result.cite}</p>}
      {between.length > 0 && <Between steps={between} />}
    </>
  );
}
