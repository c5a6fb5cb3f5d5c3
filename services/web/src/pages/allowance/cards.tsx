import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { flagName } from "../../components/pay-flags.ts";
import { runKindWords } from "../../i18n/run-kinds.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Loaded } from "../../state/use-load.ts";
import { type PolicyText } from "./calls.ts";
import { useVersionText } from "./input-versions-line.tsx";
import { ownAddress } from "./of-month.tsx";
import { PayoutProof } from "./proofs.tsx";
import { type PayoutLine, type Statement, type Summary, type Version } from "./types.ts";
import { words } from "./words.ts";

/** People see their own once it is posted, or held out of the payment; officers see it before. */
export function Status({ statement: { posted }, isOwn }: { statement: Statement; isOwn: boolean }) {
  const w = useWords(words);
  const now = posted ? 2 : 0;
  return (
    <section class="card stack" aria-labelledby="h-status">
      <h2 id="h-status">{w.status}</h2>
      <ol class="steps">
        {w.stages.map((stage, at) => (
          <li key={stage} class={at <= now ? "done" : undefined} aria-current={at === now ? "step" : undefined}>
            <b>{stage}</b>
          </li>
        ))}
      </ol>
      <p class="sm">{posted ? w.stageText.posted : isOwn ? w.stageText.held : w.stageText.open}</p>
    </section>
  );
}

export function Flags({ codes }: { codes: readonly string[] }) {
  const { settings } = useApp();
  const w = useWords(words);
  if (codes.length === 0) return null;
  return (
    <section class="card stack tight" aria-labelledby="h-flags">
      <h2 id="h-flags">{w.flags}</h2>
      <ul class="stack tight flags">
        {codes.map((code) => (
          <li key={code} class="st wait">
            <Icon name="warn" />
            {flagName(code, settings.language) ?? w.flagUnknown}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Leave, sanctions, acting posts and what else the computation rests on. */
function FactsLink({ statement: { personId, agencyId } }: Pick<PolicyCardProps, "statement">) {
  const w = useWords(words);
  const isOwn = personId === useMe().personId;
  const query = new URLSearchParams(isOwn ? { bagian: "saya" } : { instansi: agencyId, orang: personId });
  return (
    <p>
      <a href={`/data-penggajian?${query.toString()}`}>{w.facts}</a>
    </p>
  );
}

interface PolicyCardProps {
  readonly statement: Statement;
  readonly policy: Loaded<PolicyText>;
}

export function PolicyCard({ statement, policy: { value, problem, reload } }: PolicyCardProps) {
  const { f } = useApp();
  const w = useWords(words);
  const { policyTitle, policySha256, payoutSha256, steps } = statement;
  const statements = [...new Set(steps.map(({ statementSha256 }) => statementSha256))];
  return (
    <section class="card stack tight" aria-labelledby="h-policy">
      <h2 id="h-policy">{w.policy}</h2>
      <dl class="kv">
        <div>
          <dt>{w.policyTitle}</dt>
          <dd>{policyTitle}</dd>
        </div>
        <div>
          <dt>{w.policyVersion}</dt>
          <dd>{value === undefined ? "\u00a0" : f.number(value.policy.version)}</dd>
        </div>
        <div>
          <dt>{w.validFrom}</dt>
          <dd>{value === undefined ? "\u00a0" : f.date(value.policy.validFrom)}</dd>
        </div>
      </dl>
      {problem && <ProblemNote problem={problem} title={w.policyFailed} safe={w.failedText} onRetry={reload} />}
      <PolicyDocument text={value} />
      <FactsLink statement={statement} />
      <details class="fold">
        <summary>
          <Icon name="right" chevron />
          {w.proof}
        </summary>
        <div class="stack tight">
          <p class="xs muted">{w.hashText}</p>
          <Hash name={w.hash} value={policySha256} />
          {statements.map((hash) => (
            <Hash key={hash} name={w.statementHash} value={hash} />
          ))}
          <Hash name={w.payoutHash} value={payoutSha256} />
        </div>
      </details>
    </section>
  );
}

function Hash({ name, value }: { name: string; value: string }) {
  if (value === "") return null;
  return (
    <div>
      <p class="xs muted">{name}</p>
      <code class="hash">{value}</code>
    </div>
  );
}

/** The text as it was approved: what the amounts are computed from. */
function PolicyDocument({ text }: { text: PolicyText | undefined }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="right" chevron />
        {w.openPolicy}
      </summary>
      {isOpen && text === undefined && <Skeleton lines={3} />}
      {isOpen && text !== undefined && (
        <pre class="document" tabIndex={0} role="region" aria-label={w.openPolicy}>
          {text.document}
        </pre>
      )}
    </details>
  );
}

/** From which data, in which versions. */
export function VersionsCard({ versions }: { versions: readonly Version[] }) {
  const w = useWords(words);
  const textOf = useVersionText();
  if (versions.length === 0) return null;
  return (
    <section class="card stack tight" aria-labelledby="h-versions">
      <h2 id="h-versions">{w.versions}</h2>
      <p class="sm muted">{w.versionsText}</p>
      <ul class="sm versions">
        {versions.map((version) => (
          <li key={version.name}>{textOf(version)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Paid by others beside the amount. */
export function Beside({ lines, payoutSha256 }: { lines: readonly PayoutLine[]; payoutSha256: string }) {
  const { f } = useApp();
  const w = useWords(words);
  if (lines.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-beside">
      <header>
        <h2 id="h-beside">{w.beside}</h2>
      </header>
      <p class="sm muted inset">{w.besideText}</p>
      <ul class="list">
        {lines.map((line) => (
          <li key={line.lineId} class="item roomy">
            <details class="fold full">
              <summary>
                <Icon name="right" chevron />
                {line.label} · <span class="num">{f.rupiah(line.amountRupiah)}</span>
              </summary>
              <PayoutProof line={line} payoutSha256={payoutSha256} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface EarlierProps {
  readonly statements: readonly Summary[];
  readonly current: Statement | undefined;
}

export function Earlier({ statements, current }: EarlierProps) {
  const { f } = useApp();
  const w = useWords(words);
  const kinds = useWords(runKindWords);
  if (statements.length === 0) return null;
  return (
    <nav class="card flush" aria-labelledby="h-earlier">
      <header>
        <h2 id="h-earlier">{w.earlier}</h2>
      </header>
      <ul class="list">
        {statements.map((one) => (
          <li key={one.runId}>
            <a class="month" href={ownAddress(one)} aria-current={current?.runId === one.runId ? "page" : undefined}>
              <span>
                {f.monthYear(one.period)}
                {one.runKind !== "REGULAR" && <> · {kinds[one.runKind] ?? one.runKind}</>}
              </span>
              <span class="num">{f.rupiah(one.netRupiah)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
