import { useEffect, useRef, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { type PersonName } from "../../api/types.ts";
import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { codeWords } from "./code-words.ts";
import { toCsv } from "./csv.ts";
import { asProblem } from "./file-field.tsx";
import { useOffice } from "./office.ts";
import { useInstant } from "./parts.tsx";
import { type IssuedCode } from "./types.ts";
import { words } from "./words.ts";

/** Who gets a code. */
export interface Holder {
  readonly personId: string;
  readonly person: PersonName | undefined;
  readonly unitName: string;
  /** Has a password already: the code is one of recovery. */
  readonly recovers: boolean;
}

interface IssueSheetProps {
  readonly holders: readonly Holder[];
  onClose: () => void;
  /** Codes were issued; the sheet stays open to show them. */
  onDone: () => void;
}

/** Asks, issues, and then shows the codes for the only time. */
export function IssueSheet({ holders, onClose, onDone }: IssueSheetProps) {
  // The list behind changes once the codes are there; this sheet keeps what it began with.
  const [asked] = useState(holders);
  const [codes, setCodes] = useState<readonly IssuedCode[] | undefined>(undefined);
  if (codes) return <CodesSheet holders={asked} codes={codes} onClose={onClose} />;
  return (
    <AskSheet
      holders={asked}
      onClose={onClose}
      onIssued={(issued) => {
        setCodes(issued);
        onDone();
      }}
    />
  );
}

interface AskSheetProps {
  readonly holders: readonly Holder[];
  onClose: () => void;
  onIssued: (codes: readonly IssuedCode[]) => void;
}

function AskSheet({ holders, onClose, onIssued }: AskSheetProps) {
  const w = useWords(codeWords);
  const shared = useWords(words);
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const key = useRef(calls.newId());
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const recovering = holders.find(({ recovers }) => recovers);

  const issue = async () => {
    setBusy(true);
    try {
      const personIds = holders.map(({ personId }) => personId);
      onIssued(await calls.issueCodes(agency.agencyId, personIds, key.current));
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Sheet
      title={recovering ? w.askRecovery : w.ask(holders.length)}
      eye={holders.length === 1 ? holders[0]?.person?.name : agency.name}
      onClose={onClose}
    >
      {recovering && (
        <Note tone="bad" icon="warn">
          <p>{w.recovers(recovering.person?.name ?? shared.someone)}</p>
        </Note>
      )}
      <Note tone="wait" icon="warn">
        <p>{w.once}</p>
      </Note>
      <p class="sm">{w.void}</p>
      <p class="sm">{w.handOver}</p>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={problem.isPassing ? w.safe : ""} />}
      <div class="pair">
        <button type="button" class="btn" disabled={isBusy} onClick={onClose}>
          {shared.cancel}
        </button>
        <button type="button" class="btn go" disabled={isBusy} aria-busy={isBusy} onClick={() => void issue()}>
          {w.issue(holders.length)}
        </button>
      </div>
    </Sheet>
  );
}

/** Leaving the page would lose the codes for good: the browser asks. */
function useLeaveGuard(isKept: boolean): void {
  useEffect(() => {
    if (isKept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isKept]);
}

interface CodesSheetProps {
  readonly holders: readonly Holder[];
  readonly codes: readonly IssuedCode[];
  onClose: () => void;
}

function CodesSheet({ holders, codes, onClose }: CodesSheetProps) {
  const w = useWords(codeWords);
  const { today } = useOffice();
  const instant = useInstant();
  const [isKept, setKept] = useState(false);
  const [isAsked, setAsked] = useState(false);
  useLeaveGuard(isKept);
  const byId = new Map(holders.map((holder) => [holder.personId, holder]));
  const close = () => (isKept ? onClose() : setAsked(true));
  const save = () => {
    const rows = codes.map(({ personId, code, expiresAt }) => {
      const holder = byId.get(personId);
      const { name = "", nipSuffix = "" } = holder?.person ?? {};
      return [name, nipSuffix, holder?.unitName ?? "", code, instant(expiresAt)];
    });
    saveFile(toCsv(w.header, rows), w.fileName(today));
  };
  return (
    <Sheet title={w.made(codes.length)} onClose={close}>
      <Note tone="wait" icon="warn" alert>
        <p>{w.now}</p>
      </Note>
      <div class="pair">
        <button type="button" class="btn" onClick={() => print()}>
          <Icon name="document" />
          {w.print}
        </button>
        <button type="button" class="btn" onClick={save}>
          <Icon name="save" />
          {w.csv}
        </button>
      </div>
      <ul class="slips">
        {codes.map((issued) => (
          <Slip key={issued.personId} issued={issued} holder={byId.get(issued.personId)} />
        ))}
      </ul>
      <label class="opt">
        <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
        {w.saved}
      </label>
      {isAsked && !isKept && (
        <p class="err" role="alert">
          <Icon name="warn" />
          {w.closeAsk}
        </p>
      )}
      <button type="button" class="btn go wide" onClick={close}>
        {w.close}
      </button>
    </Sheet>
  );
}

function Slip({ issued, holder }: { issued: IssuedCode; holder: Holder | undefined }) {
  const w = useWords(codeWords);
  const shared = useWords(words);
  const { settings } = useApp();
  const instant = useInstant();
  const person = holder?.person;
  return (
    <li class="slip" lang={settings.language}>
      <div>
        <b>{person?.name ?? shared.someone}</b>
        <p class="xs muted num">
          {person && shared.nipEnds(person.nipSuffix)} · {holder?.unitName}
        </p>
      </div>
      <code class="secret">{issued.code}</code>
      <p class="xs muted num">{w.until(instant(issued.expiresAt))}</p>
      <p class="xs how">{w.howTo(`${location.host}/aktivasi`)}</p>
    </li>
  );
}
