import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Agency } from "../../state/use-agencies.ts";
import { useNames } from "../../state/use-names.ts";
import { type Policy } from "./calls.ts";
import { useMoment } from "./moment.ts";
import { type Input, type PolicyContent } from "./policy-document.ts";
import { type PolicyWords, policyWords } from "./policy-words.ts";
import { keyText } from "./rules-telling.ts";
import { words } from "./words.ts";

interface FactsProps {
  readonly agency: Agency;
  readonly policy: Policy;
  readonly content: PolicyContent | undefined;
}

export function Facts({ agency, policy, content }: FactsProps) {
  const w = useWords(policyWords);
  const { batches } = useWords(words);
  const { f } = useApp();
  const { validFrom, validTo, key, version } = policy;
  const rows: readonly (readonly [string, string])[] = [
    [w.facts.agency, agency.name],
    [w.facts.key, key],
    [w.facts.version, f.number(version)],
    [w.facts.from, f.fullDay(validFrom)],
    [w.facts.to, validTo === "" ? w.facts.open : f.fullDay(validTo)],
    ...(content === undefined ? [] : [[w.facts.owner, content.governance.owner] as const]),
    ...(content?.supersedes ? [[w.facts.supersedes, w.version(content.supersedes.version)] as const] : []),
  ];
  return (
    <section class="card stack" aria-labelledby="h-facts">
      <h2 id="h-facts">{w.facts.title}</h2>
      <dl class="kv sm">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {content && <p class="sm muted">{content.governance.note}</p>}
      <p class="hash">
        <span class="xs muted">{batches.hash}</span>
        <code>{policy.sha256}</code>
      </p>
    </section>
  );
}

/** What the document rests on. */
export function Laws({ content }: { content: PolicyContent }) {
  const w = useWords(policyWords);
  return (
    <section class="card stack" aria-labelledby="h-laws">
      <h2 id="h-laws">{w.cites}</h2>
      <ul class="stack tight sm">
        {Object.entries(content.legal).map(([key, { ref, title, checked }]) => (
          <li key={key}>
            <b>{ref}</b>: {title} <span class="muted">({w.checked[checked] ?? checked})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Hands({ policy }: { policy: Policy }) {
  const w = useWords(policyWords);
  const { four } = useWords(words);
  const moment = useMoment();
  const names = useNames([policy.draftedBy, policy.reviewedBy, policy.approvedBy]);
  const acts = [
    [w.drafted, policy.draftedBy, policy.draftedAt],
    [w.reviewed, policy.reviewedBy, policy.reviewedAt],
    [w.approved, policy.approvedBy, policy.approvedAt],
  ] as const;
  return (
    <section class="card stack" aria-labelledby="h-hands">
      <h2 id="h-hands">{w.hands}</h2>
      <dl class="kv sm">
        {acts.map(([title, by, at]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {by === "" ? four.nobody : names.of(by, four.someone)}
              {at !== undefined && <span class="muted light"> · {moment(at)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** An empty list is assumed by the number 0. */
const isList = ({ unit, from = "" }: Input): boolean =>
  unit === "span" || from === "attendance.days" || from.endsWith("_events");

function missingText(input: Input, { missing }: PolicyWords): string {
  const { on_missing: rule } = input;
  if (rule === "block") return missing.block;
  const assumed = isList(input) ? missing.none : keyText(String(rule.assume));
  return missing.assume(assumed, rule.flag === "none" ? "" : missing.flagged);
}

export function Inputs({ content }: { content: PolicyContent }) {
  const w = useWords(policyWords);
  return (
    <details class="card fold">
      <summary>
        <Icon name="right" chevron />
        {w.inputs}
      </summary>
      <dl class="kv sm">
        {Object.entries(content.inputs).map(([key, input]) => (
          <div key={key}>
            <dt>{input.label}</dt>
            <dd>{missingText(input, w)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The text to which the hash belongs, for those who compare it. */
export function Source({ policy, document }: { policy: Policy; document: string }) {
  const w = useWords(policyWords);
  const fileName = `${policy.key}-${String(policy.version)}.yaml`;
  const save = () => saveFile(new Blob([document], { type: "application/yaml" }), fileName);
  return (
    <details class="card fold">
      <summary>
        <Icon name="right" chevron />
        {w.document}
      </summary>
      <div class="stack">
        <pre class="document" tabIndex={0} aria-label={w.document}>
          {document}
        </pre>
        <button type="button" class="btn" onClick={save}>
          <Icon name="save" />
          {w.download(fileName)}
        </button>
      </div>
    </details>
  );
}
