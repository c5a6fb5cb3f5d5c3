import { ProblemNote, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { listPolicies, type Policy } from "./calls.ts";
import { policyAddress, type Place } from "./place.ts";
import { policyStates } from "./policy-states.ts";
import { policyWords } from "./policy-words.ts";

interface PoliciesProps {
  readonly place: Place;
  /** Policy of the run that is shown. */
  readonly used: string | undefined;
}

/** By which documents this agency pays. */
export function Policies({ place, used }: PoliciesProps) {
  const w = useWords(policyWords);
  const { client } = useApp().platform;
  const { agencyId } = place.agency;
  const { value, problem, reload } = useLoad(() => listPolicies(client, agencyId), [client, agencyId]);
  return (
    <section class="card flush" aria-labelledby="h-policies">
      <header>
        <h2 id="h-policies">{w.title}</h2>
      </header>
      {problem && <ProblemNote problem={problem} title={w.failed} onRetry={reload} />}
      {value?.length === 0 && <p class="sm muted inset">{w.empty}</p>}
      <ul class="list">
        {(value ?? []).map((policy) => (
          <PolicyItem
            key={policy.policyId}
            policy={policy}
            isUsed={policy.policyId === used}
            address={policyAddress(place, policy.policyId)}
          />
        ))}
      </ul>
    </section>
  );
}

function PolicyItem({ policy, isUsed, address }: { policy: Policy; isUsed: boolean; address: string }) {
  const w = useWords(policyWords);
  const { f } = useApp();
  const { title, kind, version, validFrom, validTo, state } = policy;
  const from = f.fullDay(validFrom);
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{title}</h3>
        <p class="m">
          {w.kinds[kind] ?? kind} · {w.version(version)} ·{" "}
          {validTo === "" ? w.since(from) : w.until(from, f.fullDay(validTo))}
        </p>
        {isUsed && <span class="tag">{w.used}</span>}
      </div>
      <State tone={policyStates[state][0]} icon={policyStates[state][1]}>
        {w.states[state]}
      </State>
      <div class="full">
        <a class="btn" aria-label={w.openThis(title, version)} href={address}>
          {w.open}
        </a>
      </div>
    </li>
  );
}
