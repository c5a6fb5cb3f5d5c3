import { useState } from "preact/hooks";
import { type IconName } from "../../components/icon.tsx";
import { ProblemNote, State, type Tone } from "../../components/parts.tsx";
import { type Format } from "../../i18n/format.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { listPolicies, type Policy } from "./calls.ts";
import { PolicySheet } from "./policy-sheet.tsx";
import { policyWords } from "./policy-words.ts";
import { type Rights } from "./progress.ts";

const tones: Readonly<Record<Policy["state"], readonly [Tone, IconName]>> = {
  DRAFT: ["wait", "clock"],
  REVIEWED: ["wait", "clock"],
  APPROVED: ["ok", "done"],
  RETIRED: ["plain", "lock"],
  UNSPECIFIED: ["plain", "info"],
};

interface PoliciesProps {
  readonly agencyId: string;
  /** Policy of the run that is shown. */
  readonly used: string | undefined;
  readonly rights: Rights;
}

/** By which documents this agency pays. */
export function Policies({ agencyId, used, rights }: PoliciesProps) {
  const w = useWords(policyWords);
  const { client } = useApp().platform;
  const { value, problem, reload } = useLoad(() => listPolicies(client, agencyId), [client, agencyId]);
  const [opened, setOpened] = useState<string | undefined>(undefined);
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
            onOpen={() => setOpened(policy.policyId)}
          />
        ))}
      </ul>
      {opened !== undefined && (
        <PolicySheet
          agencyId={agencyId}
          policyId={opened}
          rights={rights}
          onDone={reload}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  );
}

export function useSpan(): (policy: Policy) => string {
  const w = useWords(policyWords);
  const { f } = useApp();
  return ({ validFrom, validTo }) => spanOf(f, w, validFrom, validTo);
}

function spanOf(f: Format, w: (typeof policyWords)["id"], from: string, to: string): string {
  return to === "" ? w.since(f.fullDay(from)) : w.until(f.fullDay(from), f.fullDay(to));
}

function PolicyItem({ policy, isUsed, onOpen }: { policy: Policy; isUsed: boolean; onOpen: () => void }) {
  const w = useWords(policyWords);
  const span = useSpan();
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{policy.title}</h3>
        <p class="m">
          {w.kinds[policy.kind] ?? policy.kind} · {w.version(policy.version)} · {span(policy)}
        </p>
        {isUsed && <span class="tag">{w.used}</span>}
      </div>
      <State tone={tones[policy.state][0]} icon={tones[policy.state][1]}>
        {w.states[policy.state]}
      </State>
      <div class="full">
        <button type="button" class="btn" aria-label={w.openThis(policy.title)} onClick={onOpen}>
          {w.open}
        </button>
      </div>
    </li>
  );
}
