import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { periodOf } from "../../time/dates.ts";
import { usePeopleCalls } from "./calls.ts";
import { readyPredicates } from "./closing.ts";
import { asProblem } from "./file-field.tsx";
import { useOffice } from "./office.ts";
import { periodWords } from "./period-words.ts";
import { type Month, useIncomplete } from "./use-month.ts";
import { words } from "./words.ts";

interface ActProps {
  readonly month: Month;
  reload: () => void;
}

export function CloseAct({ month, reload }: ActProps) {
  const w = useWords(periodWords);
  const { f } = useApp();
  const { today } = useOffice();
  const [isAsking, setAsking] = useState(false);
  const name = f.monthYear(month.period);
  if (month.period >= periodOf(today)) return <p class="sm muted">{w.notOver(name)}</p>;
  return (
    <div class="dock">
      <button type="button" class="btn go" onClick={() => setAsking(true)}>
        <Icon name="lock" />
        {w.close(name)}
      </button>
      {isAsking && <CloseSheet month={month} reload={reload} onClose={() => setAsking(false)} />}
    </div>
  );
}

interface AskProps {
  readonly title: string;
  readonly problem: Problem | undefined;
  readonly failed: string;
  readonly isBusy: boolean;
  readonly verb: string;
  onClose: () => void;
  onYes: () => void;
  readonly children: ComponentChildren;
}

/** A question before what can't be undone: its button names what will happen. */
function Ask({ title, problem, failed, isBusy, verb, onClose, onYes, children }: AskProps) {
  const shared = useWords(words);
  const { agency } = useOffice();
  return (
    <Sheet title={title} eye={agency.name} onClose={onClose}>
      {children}
      {problem && <ProblemNote problem={problem} title={failed} />}
      <div class="pair">
        <button type="button" class="btn" disabled={isBusy} onClick={onClose}>
          {shared.cancel}
        </button>
        <button type="button" class="btn go" disabled={isBusy} aria-busy={isBusy} onClick={onYes}>
          {verb}
        </button>
      </div>
    </Sheet>
  );
}

/** Runs an act once; what hinders it shows in the sheet, which stays. */
function useAct(run: () => Promise<unknown>, done: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const act = async () => {
    setBusy(true);
    try {
      await run();
      done();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };
  return { isBusy, problem, act };
}

function CloseSheet({ month, reload, onClose }: ActProps & { onClose: () => void }) {
  const w = useWords(periodWords);
  const { f, notify } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const countOf = useIncomplete();
  const name = f.monthYear(month.period);
  const { isBusy, problem, act } = useAct(
    () => calls.close(agency.agencyId, month.period),
    () => {
      notify({ text: w.closing(name) });
      onClose();
      reload();
    },
  );
  const isComplete = month.incomplete.count === 0;
  return (
    <Ask
      title={w.closeAsk(name)}
      problem={problem}
      failed={w.closeFailed}
      isBusy={isBusy}
      verb={isComplete ? w.close(name) : w.closeWith(f.month(month.period), countOf(month))}
      onClose={onClose}
      onYes={() => void act()}
    >
      <Note tone={isComplete ? "ok" : "wait"} icon={isComplete ? "done" : "warn"}>
        <p>{isComplete ? w.nobodyMissing : w.missing(countOf(month))}</p>
      </Note>
      <p class="sm">{w.closeText}</p>
      <p class="sm">{w.closeAttendance}</p>
      <p class="sm">{w.closeOther}</p>
      <Note tone="bad" icon="warn">
        <p>{w.closeNever}</p>
      </Note>
    </Ask>
  );
}

export function SealAct({ month, reload, isAgain }: ActProps & { isAgain: boolean }) {
  const w = useWords(periodWords);
  const [isAsking, setAsking] = useState(false);
  const sheet = isAsking && <SealSheet month={month} reload={reload} onClose={() => setAsking(false)} />;
  if (isAgain) {
    return (
      <>
        <p class="xs muted">{w.sealAgainText}</p>
        <button type="button" class="btn" onClick={() => setAsking(true)}>
          {w.sealAgain}
        </button>
        {sheet}
      </>
    );
  }
  return (
    <div class="dock">
      <button type="button" class="btn go" onClick={() => setAsking(true)}>
        <Icon name="lock" />
        {w.seal(readyPredicates(month.closing))}
      </button>
      {sheet}
    </div>
  );
}

function SealSheet({ month, reload, onClose }: ActProps & { onClose: () => void }) {
  const w = useWords(periodWords);
  const { f, notify } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [isAccepted, setAccepted] = useState(false);
  const [isTried, setTried] = useState(false);
  const { unrated } = month.closing;
  const ready = readyPredicates(month.closing);
  const { isBusy, problem, act } = useAct(
    () => calls.seal(agency.agencyId, month.period, isAccepted),
    () => {
      notify({ text: w.sealedNotice(ready) });
      onClose();
      reload();
    },
  );
  const isHeld = unrated > 0 && !isAccepted;
  return (
    <Ask
      title={w.sealAsk(f.monthYear(month.period))}
      problem={problem}
      failed={w.sealFailed}
      isBusy={isBusy}
      verb={w.seal(ready)}
      onClose={onClose}
      onYes={() => {
        setTried(true);
        if (!isHeld) void act();
      }}
    >
      <Note tone={unrated === 0 ? "ok" : "wait"} icon={unrated === 0 ? "done" : "warn"}>
        <p>{unrated === 0 ? w.nobodyUnrated : w.unrated(unrated)}</p>
      </Note>
      <p class="sm">{w.sealText}</p>
      {unrated > 0 && (
        <label class="opt">
          <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.currentTarget.checked)} />
          {w.sealAccept(unrated)}
        </label>
      )}
      {isTried && isHeld && (
        <p class="err" role="alert">
          <Icon name="warn" />
          {w.sealAcceptMissing}
        </p>
      )}
    </Ask>
  );
}
