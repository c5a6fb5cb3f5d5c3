import { ActForm } from "../../components/act-form.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { lineFaults } from "./closing.ts";
import { FileColumns } from "./file-columns.tsx";
import { FileField, Sending } from "./file-field.tsx";
import { LineFaults } from "./line-faults.tsx";
import { useOffice } from "./office.ts";
import { periodWords } from "./period-words.ts";
import { type Imported } from "./types.ts";
import { useFileAct } from "./use-file-act.ts";

/** The month's attendance facts by CSV: whole, or not at all. What a sealed month gets waits as corrections. */
export function Attendance({ period, isSealed, onDone }: { period: string; isSealed: boolean; onDone: () => void }) {
  const w = useWords(periodWords);
  const { href } = useOffice();
  return (
    <section class="card stack" aria-labelledby="h-attendance">
      <h2 id="h-attendance">{w.attendance}</h2>
      <p class="sm">{w.attendanceText}</p>
      {isSealed && <p class="sm">{w.attendanceSealed}</p>}
      <AttendanceForm period={period} onDone={onDone} />
      <a class="btn link" href={href({ bagian: "koreksi", bulan: period })}>
        {w.seeCorrections}
        <Icon name="right" chevron />
      </a>
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

function AttendanceForm({ period, onDone }: { period: string; onDone: () => void }) {
  const w = useWords(periodWords);
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const act = useFileAct(async (fileId) => {
    const outcome = await calls.importAttendance(agency.agencyId, fileId);
    onDone();
    return outcome;
  });
  const { problem, outcome, isBusy } = act;
  return (
    <ActForm form={act.form} isBusy={isBusy} onSubmit={act.send}>
      <FileField chosen={act.chosen} isBusy={isBusy} />
      <FileColumns
        title={w.columns}
        template={{ text: w.template, fileName: w.templateName(period), columns: templateColumns }}
      >
        <p>
          <code class="break">{w.attendanceColumns}</code>
        </p>
      </FileColumns>
      <Sending stage={act.stage} />
      {outcome && <Done outcome={outcome} />}
      {problem && (
        <ProblemNote problem={problem} title={w.attendanceFailed} safe={problem.isPassing ? w.attendanceSafe : ""} />
      )}
      <LineFaults faults={lineFaults(problem?.errors ?? [])} fileName={w.faultsName(period)} />
      <button class="btn" disabled={isBusy}>
        <Icon name="upload" />
        {w.importAttendance}
      </button>
    </ActForm>
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
