import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Field } from "../../components/field.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useLoad } from "../../state/use-load.ts";
import {
  type CorrectedLine,
  type CorrectedMonth,
  type Correction,
  createCorrectionActs,
  getCorrection,
  type Preview,
} from "./corrections-calls.ts";
import { Deductions } from "./corrections-deductions.tsx";
import { correctionWords } from "./corrections-words.ts";
import { type Rights } from "./progress.ts";

interface PreviewProps {
  readonly correction: Correction;
  readonly name: string;
  readonly rights: Rights;
  onDone: () => void;
  onClose: () => void;
}

/** What each month would be, beside what it is, as it was looked at last; looking again computes it anew. */
export function PreviewSheet({ correction, name, rights, onDone, onClose }: PreviewProps) {
  const w = useWords(correctionWords);
  const { platform } = useApp();
  const [fresh, setFresh] = useState<Preview | undefined>(undefined);
  const { value, problem, reload } = useLoad(() => getCorrection(platform.client, correction), [correction.caseId]);
  const preview = fresh ?? value;
  return (
    <Sheet title={w.sheet} eye={name} onClose={onClose}>
      {problem && <ProblemNote problem={problem} onRetry={reload} />}
      {preview ? <Seen preview={preview} /> : !problem && <Skeleton lines={4} />}
      {rights.decide && <Look correction={correction} seen={preview} onSeen={setFresh} onDone={onDone} />}
      {preview && <Decision preview={preview} rights={rights} onDone={onDone} onClose={onClose} />}
    </Sheet>
  );
}

interface LookProps {
  readonly correction: Correction;
  readonly seen: Preview | undefined;
  onSeen: (preview: Preview) => void;
  onDone: () => void;
}

/** Nobody computes the own months anew. */
function Look({ correction, seen, onSeen, onDone }: LookProps) {
  const w = useWords(correctionWords);
  const { platform } = useApp();
  const me = useMe();
  const act = useAct();
  if (correction.personId === me.personId) return null;
  const look = () => {
    const work = async () => onSeen(await createCorrectionActs(platform, correction.agencyId).preview(correction));
    void act.run(work, w.looked, onDone);
  };
  const isSeen = seen !== undefined && seen.sha256 !== "";
  return (
    <>
      {act.problem && <ProblemNote problem={act.problem} />}
      {act.isBusy && <p class="sm muted">{w.computing}</p>}
      <button type="button" class="btn wide" aria-busy={act.isBusy} disabled={act.isBusy} onClick={look}>
        {isSeen ? w.lookAgain : w.look}
      </button>
    </>
  );
}

interface DecisionProps {
  readonly preview: Preview;
  readonly rights: Rights;
  onDone: () => void;
  onClose: () => void;
}

function Seen({ preview }: { readonly preview: Preview }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  const {
    months,
    waiting = [],
    staleDeductions = [],
    deductions = [],
    lacksRecoveryRule,
    deltaRupiah,
    sha256,
  } = preview;
  if (sha256 === "") return <p class="sm">{w.unseen}</p>;
  return (
    <>
      {months.length === 0 && deductions.length === 0 && <p class="sm">{w.nothing}</p>}
      {months.map((month) => (
        <Month key={month.runId} month={month} />
      ))}
      {waiting.map(({ period, blockedBy }) => (
        <p key={period} class="sm muted">
          {w.waiting(f.month(period), blockedBy.join(", "))}
        </p>
      ))}
      {months.length > 1 && (
        <dl class="kv">
          <div>
            <dt>{w.total}</dt>
            <dd>{f.rupiah(deltaRupiah)}</dd>
          </div>
        </dl>
      )}
      {staleDeductions.length > 0 && (
        <Note tone="wait" icon="warn">
          <p>{w.stale(staleDeductions.map((month) => f.month(month)).join(", "))}</p>
        </Note>
      )}
      {deductions.map((month) => (
        <Deductions key={month.payoutPeriod} month={month} />
      ))}
      {lacksRecoveryRule && (
        <Note tone="wait" icon="warn">
          <p>{w.noRule}</p>
        </Note>
      )}
    </>
  );
}

function Month({ month }: { readonly month: CorrectedMonth }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  const { period, paidRupiah, netRupiah, deltaRupiah, held, blockedBy, lines } = month;
  return (
    <section class="stack tight">
      <h3>{f.monthYear(period)}</h3>
      <dl class="kv sm">
        {[
          [w.paid, paidRupiah],
          [w.net, netRupiah],
          [w.delta, deltaRupiah],
        ].map(([title = "", amount = "0"]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{f.rupiah(amount)}</dd>
          </div>
        ))}
      </dl>
      {held && <p class="sm">{w.held}</p>}
      {blockedBy.length > 0 && (
        <Note tone="bad" icon="warn">
          <p>{w.blocked(blockedBy.join(", "))}</p>
        </Note>
      )}
      <details class="fold">
        <summary>
          <Icon name="right" chevron />
          {w.lines(lines.length)}
        </summary>
        <dl class="kv sm">
          {lines.map(({ employmentId, voided, added }) => (
            <div key={`${employmentId}/${voided?.stepId ?? added?.stepId ?? ""}`}>
              <dt>{added?.label ?? voided?.label}</dt>
              <dd>
                <Side title={w.voided} line={voided} />
                <Side title={w.added} line={added} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function Side({ title, line }: { readonly title: string; readonly line: CorrectedLine | undefined }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  const inputs = Object.entries(line?.inputs ?? {}).map(([name, value]) => `${name} ${value}`);
  return (
    <p>
      <span class="muted">{title}:</span> {line === undefined ? w.none : f.rupiah(line.amountRupiah)}
      {inputs.length > 0 && <span class="xs muted"> ({inputs.join(", ")})</span>}
    </p>
  );
}

function ConfirmWords({ preview: { months, deductions = [], deltaRupiah } }: { readonly preview: Preview }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  if (months.length > 0) return <>{w.confirm(f.rupiah(deltaRupiah))}</>;
  return <>{deductions.length > 0 ? w.confirmContributions : w.confirmNothing}</>;
}

function Decision({ preview, rights, onDone, onClose }: DecisionProps) {
  const w = useWords(correctionWords);
  const me = useMe();
  const { platform } = useApp();
  const act = useAct();
  const [letter, setLetter] = useState("");
  const [reason, setReason] = useState("");
  const { correction, months } = preview;
  const acts = createCorrectionActs(platform, correction.agencyId);
  const isOwn = [correction.previewedBy, correction.openedBy, correction.personId].includes(me.personId);
  const isOverpaid = months.some((month) => BigInt(month.deltaRupiah) < 0n);
  const isBlocked =
    preview.sha256 === "" || preview.lacksRecoveryRule || months.some(({ blockedBy }) => blockedBy.length > 0);
  const finish = () => {
    onDone();
    onClose();
  };
  if (!rights.answer || isOwn) return <p class="sm muted">{w.second}</p>;
  const confirm = () => void act.run(() => acts.confirm(preview, letter.trim()), w.confirmed, finish);
  const refuse = () => void act.run(() => acts.refuse(correction, reason.trim()), w.refused, finish);
  return (
    <div class="stack">
      {isOverpaid && (
        <Field label={w.letter} hint={w.letterHint}>
          <input class="in" maxLength={200} value={letter} onInput={(event) => setLetter(event.currentTarget.value)} />
        </Field>
      )}
      {act.problem && <ProblemNote problem={act.problem} />}
      {!isBlocked && (
        <button type="button" class="btn go wide" aria-busy={act.isBusy} disabled={act.isBusy} onClick={confirm}>
          <ConfirmWords preview={preview} />
        </button>
      )}
      <Field label={w.reason} hint={w.reasonHint}>
        <input class="in" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </Field>
      <button type="button" class="btn wide" disabled={act.isBusy || reason.trim().length < 3} onClick={refuse}>
        {w.refuse}
      </button>
    </div>
  );
}
