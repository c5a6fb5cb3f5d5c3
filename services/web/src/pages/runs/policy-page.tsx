import { Icon } from "../../components/icon.tsx";
import { Empty, Note, ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Agency } from "../../state/use-agencies.ts";
import { useLoad } from "../../state/use-load.ts";
import { createActs, getPolicy, type Policy, type PolicyText } from "./calls.ts";
import { Facts, Hands, Inputs, Laws, Source } from "./policy-cards.tsx";
import { ImpactCard } from "./impact-card.tsx";
import { Choices, UnverifiedList } from "./policy-choices.tsx";
import { policyDiffAddress } from "./place.ts";
import { CompareChoice } from "./policy-diff-page.tsx";
import { contentOf } from "./policy-document.ts";
import { Examples } from "./policy-examples-card.tsx";
import { policyStates } from "./policy-states.ts";
import { policyWords } from "./policy-words.ts";
import { policySigningOf, rightsOf } from "./progress.ts";
import { Rules } from "./rules-card.tsx";
import { useAct } from "../../state/use-act.ts";

interface PolicyPageProps {
  readonly agency: Agency;
  readonly policyId: string;
  /** Where the reader came from. */
  readonly back: string;
  /** The month that the reader came from; empty for none. */
  readonly period: string;
}

/** One policy to read: what it is, what it does step by step and by which article, and who stands behind it. */
export function PolicyPage({ agency, policyId, back, period }: PolicyPageProps) {
  const w = useWords(policyWords);
  const { client } = useApp().platform;
  const { agencyId } = agency;
  const { value, problem, reload } = useLoad(() => getPolicy(client, agencyId, policyId), [client, agencyId, policyId]);
  return (
    <>
      <a class="btn link" href={back}>
        <Icon name="left" />
        {w.back}
      </a>
      {value === undefined && <h1>{w.sheet}</h1>}
      {problem?.status === 404 ? (
        <div class="card">
          <Empty icon="document" title={w.unknown}>
            <p>{w.unknownText}</p>
          </Empty>
        </div>
      ) : (
        problem && <ProblemNote problem={problem} title={w.failed} onRetry={reload} />
      )}
      {value ? (
        <Whole agency={agency} text={value} period={period} onDone={reload} />
      ) : (
        !problem && <Skeleton lines={6} tall />
      )}
    </>
  );
}

interface WholeProps {
  readonly agency: Agency;
  readonly text: PolicyText;
  readonly period: string;
  onDone: () => void;
}

function Whole({ agency, text, period, onDone }: WholeProps) {
  const w = useWords(policyWords);
  const rights = rightsOf(useMe(), agency.agencyId);
  const { policy, document } = text;
  const content = contentOf(text.documentJson);
  return (
    <>
      <Head agency={agency} policy={policy} onDone={onDone} />
      <div class="cols half">
        <Facts agency={agency} policy={policy} content={content} />
        <div class="stack">
          {content && <Laws content={content} />}
          <Hands policy={policy} />
        </div>
      </div>
      <Governance agency={agency} text={text} onDone={onDone} />
      {rights.amounts && (
        <CompareChoice
          agencyId={agency.agencyId}
          policy={policy}
          addressOf={(one, other) => policyDiffAddress(agency.agencyId, period, one, other)}
        />
      )}
      {content && <Choices content={content} />}
      {content ? (
        <Rules content={content} />
      ) : (
        <Note tone="wait" icon="warn">
          <p>{w.unread}</p>
        </Note>
      )}
      {content && <Inputs content={content} />}
      {content && <Examples content={content} />}
      <Source policy={policy} document={document} />
    </>
  );
}

/** What stands between the approval and the first payment: numbers to be compared, and what it changes. */
function Governance({ agency, text, onDone }: Omit<WholeProps, "period">) {
  const { policy, unverified, impact } = text;
  const content = contentOf(text.documentJson);
  const me = useMe();
  const { agencyId } = agency;
  const { make, check, approve } = rightsOf(me, agencyId);
  const isPayOfficer = make || check || approve;
  const canConfirm = isPayOfficer && policy.draftedBy !== me.personId;
  const canReport = isPayOfficer && policy.state !== "ACTIVE" && policy.state !== "RETIRED";
  return (
    <>
      {content && <UnverifiedList {...{ content, agencyId, policy, canConfirm, onDone }} places={unverified} />}
      <ImpactCard {...{ agencyId, policy, canReport }} known={impact} />
    </>
  );
}

interface HeadProps {
  readonly agency: Agency;
  readonly policy: Policy;
  onDone: () => void;
}

function Head({ agency, policy, onDone }: HeadProps) {
  const w = useWords(policyWords);
  const [tone, icon] = policyStates[policy.state];
  return (
    <div class="head">
      <div class="ans">
        <p class="eye">{agency.name}</p>
        <h1>{policy.title}</h1>
        <p class="line">
          <State tone={tone} icon={icon}>
            {w.states[policy.state]}
          </State>
          <span>
            {w.kinds[policy.kind] ?? policy.kind} · {w.version(policy.version)}
          </span>
        </p>
      </div>
      <Sign agency={agency} policy={policy} onDone={onDone} />
    </div>
  );
}

function Sign({ agency: { agencyId }, policy, onDone }: HeadProps) {
  const w = useWords(policyWords);
  const { platform } = useApp();
  const me = useMe();
  const act = useAct();
  const signing = policySigningOf(policy, rightsOf(me, agencyId), me.personId);
  if (signing === undefined) return null;
  const { act: kind, hindrance } = signing;
  if (hindrance !== undefined)
    return <p class="sm muted">{hindrance === "role" ? w.hindrances.role[kind] : w.hindrances.same}</p>;
  const sign = () => {
    const acts = createActs(platform);
    const work = {
      review: () => acts.reviewPolicy(agencyId, policy),
      approve: () => acts.approvePolicy(agencyId, policy),
      activate: () => acts.activatePolicy(agencyId, policy),
    };
    void act.run(work[kind], w.done[kind], onDone);
  };
  return (
    <div class="dock">
      {act.problem && <ProblemNote problem={act.problem} />}
      <button type="button" class="btn go" aria-busy={act.isBusy} disabled={act.isBusy} onClick={sign}>
        {w[kind]}
      </button>
    </div>
  );
}
