import { useRef, useState } from "preact/hooks";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { ownPartOf } from "./account-form.ts";
import { accountWords } from "./account-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { useInstant } from "./parts.tsx";
import { type AccountRow } from "./use-accounts.ts";
import { words } from "./words.ts";

interface ProposalsProps {
  readonly rows: readonly AccountRow[];
  onDone: () => void;
}

/** Accounts that a second officer has to look at. */
export function Proposals({ rows, onDone }: ProposalsProps) {
  const w = useWords(accountWords);
  const [rejected, setRejected] = useState<AccountRow | undefined>(undefined);
  if (rows.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-waiting">
      <header>
        <h2 id="h-waiting">{w.waiting}</h2>
        <span class="num">{rows.length}</span>
      </header>
      <ul class="list">
        {rows.map((row) => (
          <Proposal key={row.accountId} row={row} onDone={onDone} onReject={() => setRejected(row)} />
        ))}
      </ul>
      {rejected && (
        <RejectSheet
          row={rejected}
          onClose={() => setRejected(undefined)}
          onDone={() => {
            setRejected(undefined);
            onDone();
          }}
        />
      )}
    </section>
  );
}

interface ProposalProps {
  readonly row: AccountRow;
  onDone: () => void;
  onReject: () => void;
}

function Proposal({ row, onDone, onReject }: ProposalProps) {
  const w = useWords(accountWords);
  const shared = useWords(words);
  const { agency, mayAct } = useOffice();
  const { personId: me } = useMe();
  const calls = usePeopleCalls();
  const act = useAct();
  const name = row.person?.name ?? shared.someone;
  const own = ownPartOf(row, me);
  const confirm = () =>
    void act.run(() => calls.confirmAccount(agency.agencyId, row.accountId), w.confirmed(name), onDone);
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{name}</h3>
        <Facts row={row} />
        {mayAct && own !== undefined && <p class="m">{own === "proposal" ? w.ownProposal : w.ownAccount}</p>}
      </div>
      {mayAct && <Acts name={name} own={own} isBusy={act.isBusy} onConfirm={confirm} onReject={onReject} />}
      {act.problem && (
        <div class="full">
          <ProblemNote problem={act.problem} title={w.confirmFailed} />
        </div>
      )}
    </li>
  );
}

interface ActsProps {
  readonly name: string;
  readonly own: ReturnType<typeof ownPartOf>;
  readonly isBusy: boolean;
  onConfirm: () => void;
  onReject: () => void;
}

function Acts({ name, own, isBusy, onConfirm, onReject }: ActsProps) {
  const w = useWords(accountWords);
  const isOwn = own === "proposal";
  return (
    <div class="chips">
      {own === undefined && (
        <button
          type="button"
          class="btn soft"
          disabled={isBusy}
          aria-busy={isBusy}
          aria-label={w.confirmThis(name)}
          onClick={onConfirm}
        >
          <Icon name="check" />
          {w.confirm}
        </button>
      )}
      <button
        type="button"
        class="btn"
        aria-label={isOwn ? w.takeBackThis(name) : w.rejectThis(name)}
        onClick={onReject}
      >
        {isOwn ? w.takeBack : w.reject}
      </button>
    </div>
  );
}

function Facts({ row }: { row: AccountRow }) {
  const w = useWords(accountWords);
  const { f } = useApp();
  const instant = useInstant();
  return (
    <>
      <p class="sm">
        {w.bank(row.bankName, row.numberSuffix)} · {w.holder(row.holderName)}
      </p>
      <p class="m num">
        {w.from(f.date(row.validFrom))} · {w.decreeOf(row.decree)}
      </p>
      <p class="m num">{w.proposedBy(row.proposer?.name ?? w.otherOfficer, instant(row.proposedAt))}</p>
    </>
  );
}

interface RejectSheetProps {
  readonly row: AccountRow;
  onClose: () => void;
  onDone: () => void;
}

/** Turned down by another officer, or taken back by the one who proposed it; either way with a reason. */
function RejectSheet({ row, onClose, onDone }: RejectSheetProps) {
  const w = useWords(accountWords);
  const shared = useWords(words);
  const { agency } = useOffice();
  const { personId: me } = useMe();
  const calls = usePeopleCalls();
  const act = useAct();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const name = row.person?.name ?? shared.someone;
  const isOwn = ownPartOf(row, me) === "proposal";
  const isShort = reason.trim().length < 3;
  const reject = () => {
    setTried(true);
    if (isShort) focusFirstError(element.current);
    else
      void act.run(() => calls.rejectAccount(agency.agencyId, row.accountId, reason.trim()), w.rejected(name), onDone);
  };
  return (
    <Sheet title={isOwn ? w.takeBack : w.reject} eye={name} isDirty={reason !== ""} onClose={onClose}>
      <p class="sm">{w.bank(row.bankName, row.numberSuffix)}</p>
      <p class="sm">{w.rejectText}</p>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={reject}>
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort ? w.errors.reason : undefined}>
          <textarea
            class="in"
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} title={w.rejectFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {isOwn ? w.takeBackThis(name) : w.rejectThis(name)}
        </button>
      </ActForm>
    </Sheet>
  );
}
