import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { type EscalationPolicy, type OnTimeout } from "./oversight-calls.ts";
import { oversightWords } from "./oversight-words.ts";
import { policyFaults, type PolicyForm, policyWish } from "./oversight.ts";
import { useInstant } from "./parts.tsx";
import { words } from "./words.ts";

/** What happens with entries that nobody decides: the policy that holds, and a proposal that waits. */
export function PolicyCard() {
  const w = useWords(oversightWords);
  const calls = usePeopleCalls();
  const { agency, mayAct } = useOffice();
  const [isProposing, setProposing] = useState(false);
  const { value, problem, reload } = useLoad(() => calls.escalation(agency.agencyId), [calls, agency.agencyId]);
  if (problem) return <ProblemNote problem={problem} onRetry={reload} />;
  if (value === undefined) return <Skeleton lines={3} />;
  return (
    <section class="card stack" aria-labelledby="h-policy">
      <header>
        <h2 id="h-policy">{w.policy}</h2>
      </header>
      {value.policy ? <Facts policy={value.policy} /> : <p class="sm">{w.policyNone}</p>}
      {value.proposed && <Proposal policy={value.proposed} reload={reload} />}
      {mayAct && value.proposed === undefined && (
        <button type="button" class="btn" onClick={() => setProposing(true)}>
          {w.propose}
        </button>
      )}
      {isProposing && <ProposeSheet known={value.policy} reload={reload} onClose={() => setProposing(false)} />}
    </section>
  );
}

function Facts({ policy }: { policy: EscalationPolicy }) {
  const w = useWords(oversightWords);
  const shared = useWords(words);
  const instant = useInstant();
  const { waitingDays, onTimeout, backfillDays, basis, proposedBy, proposedAt, confirmedBy, confirmedAt } = policy;
  const names = useNames([proposedBy, confirmedBy]);
  const who = (id: string, at: string | undefined) => w.by(names.of(id, shared.someone), instant(at));
  return (
    <>
      <p>
        <b>{w.policyDays(waitingDays, w.onTimeout[onTimeout])}.</b>
      </p>
      <dl class="kv">
        {backfillDays > 0 && <Fact name={w.backfill} value={w.backfillDays(backfillDays)} />}
        <Fact name={w.basis} value={basis} />
        <Fact name={w.proposedBy} value={who(proposedBy, proposedAt)} />
        {confirmedBy !== "" && <Fact name={w.confirmedBy} value={who(confirmedBy, confirmedAt)} />}
      </dl>
    </>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

function Proposal({ policy, reload }: { policy: EscalationPolicy; reload: () => void }) {
  const w = useWords(oversightWords);
  const { agency, mayAct } = useOffice();
  const { personId } = useMe();
  const calls = usePeopleCalls();
  const { isBusy, problem, run } = useAct();
  const isOwn = policy.proposedBy === personId;
  const confirm = () => void run(() => calls.confirmEscalation(agency.agencyId, policy.policyId), w.confirmed, reload);
  return (
    <Note tone="wait" icon="clock" title={w.proposal}>
      <Facts policy={policy} />
      {mayAct && isOwn && <p>{w.own}</p>}
      {problem && <ProblemNote problem={problem} title={w.confirmFailed} />}
      {mayAct && !isOwn && (
        <button type="button" class="btn" disabled={isBusy} onClick={confirm}>
          {w.confirm}
        </button>
      )}
    </Note>
  );
}

const choices: readonly OnTimeout[] = ["ESCALATE", "APPROVE", "WAIT"];

const formOf = (known: EscalationPolicy | undefined): PolicyForm => ({
  waitingDays: String(known?.waitingDays ?? 7),
  onTimeout: choices.find((choice) => choice === known?.onTimeout) ?? "ESCALATE",
  backfillDays: known === undefined || known.backfillDays === 0 ? "" : String(known.backfillDays),
  basis: known?.basis ?? "",
});

interface ProposeProps {
  readonly known: EscalationPolicy | undefined;
  reload: () => void;
  onClose: () => void;
}

function ProposeSheet({ known, reload, onClose }: ProposeProps) {
  const w = useWords(oversightWords);
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [first] = useState(() => formOf(known));
  const [form, setForm] = useState(first);
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const { isBusy, problem, run } = useAct();
  const submit = () => {
    setTried(true);
    if (Object.keys(policyFaults(form)).length > 0) {
      focusFirstError(element.current);
      return;
    }
    void run(
      () => calls.proposeEscalation(agency.agencyId, policyWish(form)),
      w.proposed,
      () => {
        reload();
        onClose();
      },
    );
  };
  return (
    <Sheet title={w.propose} eye={agency.name} isDirty={form !== first} onClose={onClose}>
      <p class="sm">{w.proposeText}</p>
      <ActForm form={element} isBusy={isBusy} onSubmit={submit}>
        <Fields form={form} isTried={isTried} onChange={setForm} />
        {problem && <ProblemNote problem={problem} title={w.proposeFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.propose}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface FieldsProps {
  readonly form: PolicyForm;
  readonly isTried: boolean;
  onChange: (form: PolicyForm) => void;
}

function Fields({ form, isTried, onChange }: FieldsProps) {
  const w = useWords(oversightWords);
  const { waitingDays, backfillDays, basis } = isTried ? policyFaults(form) : {};
  return (
    <>
      <Field label={w.days} error={waitingDays && w.faults[waitingDays]}>
        <input
          class="in num"
          inputMode="numeric"
          maxLength={2}
          value={form.waitingDays}
          onInput={(event) => onChange({ ...form, waitingDays: event.currentTarget.value })}
        />
      </Field>
      <fieldset>
        <legend>{w.what}</legend>
        {choices.map((choice) => (
          <label key={choice} class="opt">
            <input
              type="radio"
              name="on-timeout"
              checked={form.onTimeout === choice}
              onChange={() => onChange({ ...form, onTimeout: choice })}
            />
            {w.choices[choice]}
          </label>
        ))}
      </fieldset>
      <Field label={w.backfillField} hint={w.backfillHint} error={backfillDays && w.faults[backfillDays]}>
        <input
          class="in num"
          inputMode="numeric"
          maxLength={3}
          value={form.backfillDays}
          onInput={(event) => onChange({ ...form, backfillDays: event.currentTarget.value })}
        />
      </Field>
      <Field label={w.basis} hint={w.basisHint} error={basis && w.faults[basis]}>
        <input
          class="in"
          maxLength={300}
          value={form.basis}
          onInput={(event) => onChange({ ...form, basis: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}
