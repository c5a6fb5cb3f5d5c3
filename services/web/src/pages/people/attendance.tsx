import { useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { type LineFault, lineFaults } from "./closing.ts";
import { toCsv } from "./csv.ts";
import { type Imported } from "./types.ts";
import { asProblem, FileField, Sending, type Stage, useChosenFile } from "./file-field.tsx";
import { useOffice } from "./office.ts";
import { periodWords } from "./period-words.ts";
import { words } from "./words.ts";

/** The month's attendance facts by CSV: whole, or not at all. What a sealed month gets waits as corrections. */
export function Attendance({ period, isSealed, onDone }: { period: string; isSealed: boolean; onDone: () => void }) {
  const w = useWords(periodWords);
  return (
    <section class="card stack" aria-labelledby="h-attendance">
      <h2 id="h-attendance">{w.attendance}</h2>
      <p class="sm">{w.attendanceText}</p>
      {isSealed && <p class="sm">{w.attendanceSealed}</p>}
      <AttendanceForm period={period} onDone={onDone} />
    </section>
  );
}

const templateColumns = [
  "nip",
  "date",
  "status",
  "late_minutes",
  "early_minutes",
  "missed_checks",
  "check_in",
  "check_out",
  "work",
];

function Template({ period }: { period: string }) {
  const w = useWords(periodWords);
  const save = () => saveFile(toCsv(templateColumns, []), w.templateName(period));
  return (
    <button type="button" class="btn link" onClick={save}>
      <Icon name="save" />
      {w.template}
    </button>
  );
}

function AttendanceForm({ period, onDone }: { period: string; onDone: () => void }) {
  const w = useWords(periodWords);
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const chosen = useChosenFile();
  const [stage, setStage] = useState<Stage>({ at: "idle" });
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [outcome, setOutcome] = useState<Imported | undefined>(undefined);
  const isBusy = stage.at !== "idle";
  const faults = problem ? lineFaults(problem.errors) : [];

  const send = async () => {
    const file = chosen.take();
    if (file === undefined) return;
    setProblem(undefined);
    setOutcome(undefined);
    setStage({ at: "sending", share: 0 });
    try {
      const { fileId } = await calls.upload(file, (share) =>
        setStage(share < 1 ? { at: "sending", share } : { at: "working" }),
      );
      setStage({ at: "working" });
      setOutcome(await calls.importAttendance(agency.agencyId, fileId));
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setStage({ at: "idle" });
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void send();
      }}
    >
      <FileField chosen={chosen} isBusy={isBusy} />
      <details class="fold">
        <summary>
          {w.columns}
          <Icon name="right" chevron />
        </summary>
        <p class="sm">
          <code class="break">{w.attendanceColumns}</code>
        </p>
        <Template period={period} />
      </details>
      <Sending stage={stage} />
      {outcome && <Done outcome={outcome} />}
      {problem && (
        <ProblemNote problem={problem} title={w.attendanceFailed} safe={problem.isPassing ? w.attendanceSafe : ""} />
      )}
      {faults.length > 0 && <Faults faults={faults} period={period} />}
      <button class="btn" disabled={isBusy}>
        <Icon name="upload" />
        {w.importAttendance}
      </button>
    </form>
  );
}

function Done({ outcome: { rows, changed, corrections, ownLines } }: { outcome: Imported }) {
  const w = useWords(periodWords);
  const { f } = useApp();
  const corrected = corrections.map(({ period, facts }) => w.corrected(facts, f.monthYear(period)));
  const own = ownLines.length === 0 ? [] : [w.ownLines(ownLines.length)];
  return (
    <Note tone="ok" icon="done">
      <p role="status">{[w.attendanceDone(rows, changed), ...corrected, ...own].join(" ")}</p>
    </Note>
  );
}

const namedFaults = 100;

function Faults({ faults, period }: { faults: readonly LineFault[]; period: string }) {
  const w = useWords(periodWords);
  const shared = useWords(words);
  const { f } = useApp();
  const save = () => {
    const rows = faults.map(({ line, column, detail }) => [line, column, detail]);
    saveFile(toCsv([w.line, w.column, w.what], rows), w.faultsName(period));
  };
  return (
    <div class="stack tight">
      <div class="line">
        <b>{w.faults(faults.length)}</b>
        <button type="button" class="btn link end" onClick={save}>
          <Icon name="save" />
          {shared.download}
        </button>
      </div>
      <ul class="list plain faults">
        {faults.slice(0, 10).map(({ line, column, detail }) => (
          <li key={`${String(line)} ${column}`} class="item">
            <div>
              <p class="t num">
                {w.line} {f.number(line)} <code>{column}</code>
              </p>
              <p class="m">{detail}</p>
            </div>
          </li>
        ))}
      </ul>
      {faults.length >= namedFaults && <p class="xs muted">{w.faultsCut}</p>}
    </div>
  );
}
