import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { type IconName } from "../../components/icon.tsx";
import { Note, ProblemNote, State, type Tone } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useNames } from "../../state/use-names.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { reasonFault } from "./oversight.ts";
import { useInstant } from "./parts.tsx";
import { reopeningWords } from "./reopening-words.ts";
import { type Period } from "./types.ts";
import { type Month } from "./use-month.ts";

type Reopening = Period["reopenings"][number];

const looks: Record<Reopening["state"], readonly [Tone, IconName]> = {
  PROPOSED: ["wait", "clock"],
  CONFIRMED: ["ok", "check"],
  REJECTED: ["plain", "cancel"],
  UNSPECIFIED: ["plain", "info"],
};

interface CardProps {
  readonly month: Month;
  reload: () => void;
}

/** A sealed month can be opened again, by two officers: who proposed it, why, and who decided. */
export function ReopeningCard({ month, reload }: CardProps) {
  const w = useWords(reopeningWords);
  const { mayAct } = useOffice();
  const [isAsking, setAsking] = useState(false);
  const { log } = month.closing;
  const newest = log.reopenings.toSorted((one, other) => (other.proposedAt ?? "").localeCompare(one.proposedAt ?? ""));
  const names = useNames(newest.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]));
  const waits = newest.some(({ state }) => state === "PROPOSED");
  if (log.state !== "SEALED" && log.state !== "REOPENED" && newest.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="h-reopening">
      <header>
        <h2 id="h-reopening">{w.title}</h2>
      </header>
      <p class="sm">{log.state === "REOPENED" ? w.openText : w.text}</p>
      {newest.length > 0 && (
        <ul class="stack">
          {newest.map((one) => (
            <ReopeningItem
              key={one.reopeningId}
              reopening={one}
              period={month.period}
              nameOf={(id) => names.of(id, w.someone)}
              reload={reload}
            />
          ))}
        </ul>
      )}
      {mayAct && log.state === "SEALED" && !waits && (
        <button type="button" class="btn" onClick={() => setAsking(true)}>
          {w.propose}
        </button>
      )}
      {isAsking && <ProposeSheet period={month.period} reload={reload} onClose={() => setAsking(false)} />}
    </section>
  );
}

interface ItemProps {
  readonly reopening: Reopening;
  readonly period: string;
  nameOf: (personId: string) => string;
  reload: () => void;
}

function ReopeningItem({ reopening, period, nameOf, reload }: ItemProps) {
  const w = useWords(reopeningWords);
  const instant = useInstant();
  const { mayAct } = useOffice();
  const { state, reason, revision, proposedBy, proposedAt, decidedBy, decidedAt } = reopening;
  const [tone, icon] = looks[state];
  return (
    <li class="stack tight">
      <State tone={tone} icon={icon}>
        {w.states[state]}
      </State>
      <p class="sm">“{reason}”</p>
      <p class="xs muted">
        {w.proposedBy(nameOf(proposedBy), instant(proposedAt))}, {w.revision(revision)}
      </p>
      {decidedBy !== "" && (
        <p class="xs muted">
          {(state === "CONFIRMED" ? w.confirmedBy : w.rejectedBy)(nameOf(decidedBy), instant(decidedAt))}
        </p>
      )}
      {state === "PROPOSED" && mayAct && <Decide reopening={reopening} period={period} reload={reload} />}
    </li>
  );
}

function Decide({ reopening, period, reload }: Omit<ItemProps, "nameOf">) {
  const w = useWords(reopeningWords);
  const { f } = useApp();
  const { agency } = useOffice();
  const { personId } = useMe();
  const calls = usePeopleCalls();
  const { isBusy, problem, run } = useAct();
  const isOwn = reopening.proposedBy === personId;
  const name = f.monthYear(period);
  const decide = (verb: "confirm" | "reject") =>
    void run(
      () => calls.decideReopening(agency.agencyId, period, reopening.reopeningId, verb),
      verb === "confirm" ? w.confirmed(name) : w.rejected,
      reload,
    );
  return (
    <>
      {isOwn && (
        <Note tone="info" icon="info">
          <p>{w.own}</p>
        </Note>
      )}
      {problem && <ProblemNote problem={problem} title={w.failed} />}
      <div class="chips">
        {!isOwn && (
          <button type="button" class="btn go" disabled={isBusy} onClick={() => decide("confirm")}>
            {w.confirm(name)}
          </button>
        )}
        <button type="button" class="btn" disabled={isBusy} onClick={() => decide("reject")}>
          {isOwn ? w.withdraw : w.reject}
        </button>
      </div>
    </>
  );
}

interface ProposeProps {
  readonly period: string;
  reload: () => void;
  onClose: () => void;
}

function ProposeSheet({ period, reload, onClose }: ProposeProps) {
  const w = useWords(reopeningWords);
  const { f } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, problem, run } = useAct();
  const fault = isTried ? reasonFault(reason) : undefined;
  const submit = () => {
    setTried(true);
    if (reasonFault(reason) !== undefined) {
      focusFirstError(form.current);
      return;
    }
    void run(
      () => calls.proposeReopening(agency.agencyId, period, reason.trim()),
      w.proposed,
      () => {
        reload();
        onClose();
      },
    );
  };
  return (
    <Sheet title={w.proposeAsk(f.monthYear(period))} eye={agency.name} isDirty={reason !== ""} onClose={onClose}>
      <p class="sm">{w.text}</p>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Field label={w.reason} hint={w.reasonHint} error={fault && w[fault]}>
          <textarea
            class="in"
            rows={3}
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} title={w.proposeFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.propose}
        </button>
      </ActForm>
    </Sheet>
  );
}
