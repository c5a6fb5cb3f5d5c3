import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { createActs, getPolicy, type Policy } from "./calls.ts";
import { articlesOf, citationsOf } from "./legal.ts";
import { useMoment } from "./moment.ts";
import { policyWords } from "./policy-words.ts";
import { policySigningOf, type Rights } from "./progress.ts";
import { useAct } from "./use-act.ts";
import { words } from "./words.ts";

interface PolicySheetProps {
  readonly agencyId: string;
  readonly policyId: string;
  readonly rights: Rights;
  onDone: () => void;
  onClose: () => void;
}

export function PolicySheet({ agencyId, policyId, ...rest }: PolicySheetProps) {
  const w = useWords(policyWords);
  const { batches } = useWords(words);
  const { client } = useApp().platform;
  const { value, problem, reload } = useLoad(() => getPolicy(client, agencyId, policyId), [client, agencyId, policyId]);
  return (
    <Sheet title={value?.policy.title ?? w.sheet} eye={value && w.version(value.policy.version)} onClose={rest.onClose}>
      {problem && <ProblemNote problem={problem} title={w.failed} onRetry={reload} />}
      {value ? (
        <>
          <Basis document={value.document} />
          <Hands policy={value.policy} />
          <p class="hash">
            <span class="xs muted">{batches.hash}</span>
            <code>{value.policy.sha256}</code>
          </p>
          <details class="fold">
            <summary>
              <Icon name="right" chevron />
              {w.document}
            </summary>
            <pre class="document" tabIndex={0} aria-label={w.document}>
              {value.document}
            </pre>
          </details>
          <Sign agencyId={agencyId} policy={value.policy} {...rest} />
        </>
      ) : (
        !problem && <Skeleton lines={4} />
      )}
    </Sheet>
  );
}

/** What the document rests on. */
function Basis({ document }: { document: string }) {
  const w = useWords(policyWords);
  const articles = articlesOf(document);
  return (
    <>
      <h3>{w.cites}</h3>
      <ul class="stack tight sm">
        {citationsOf(document).map(({ ref, title, checked }) => (
          <li key={ref}>
            <b>{ref}</b>: {title} <span class="muted">({w.checked[checked] ?? checked})</span>
          </li>
        ))}
      </ul>
      {articles.length > 0 && (
        <p class="sm">
          <b>{w.articles}</b>: {articles.join("; ")}
        </p>
      )}
    </>
  );
}

function Hands({ policy }: { policy: Policy }) {
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
  );
}

type SignProps = Omit<PolicySheetProps, "policyId"> & { readonly policy: Policy };

function Sign({ agencyId, policy, rights, onDone, onClose }: SignProps) {
  const w = useWords(policyWords);
  const { platform } = useApp();
  const { personId } = useMe();
  const act = useAct();
  const signing = policySigningOf(policy, rights, personId);
  if (signing === undefined) return null;
  const { act: kind, hindrance } = signing;
  if (hindrance !== undefined)
    return <p class="sm muted">{hindrance === "role" ? w.hindrances.role[kind] : w.hindrances.same}</p>;
  const sign = () => {
    const acts = createActs(platform);
    const work = () => (kind === "review" ? acts.reviewPolicy(agencyId, policy) : acts.approvePolicy(agencyId, policy));
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(work, w.done[kind], finish);
  };
  return (
    <>
      {act.problem && <ProblemNote problem={act.problem} />}
      <button type="button" class="btn go wide" aria-busy={act.isBusy} disabled={act.isBusy} onClick={sign}>
        {w[kind]}
      </button>
    </>
  );
}
