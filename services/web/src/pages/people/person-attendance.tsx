import { useState } from "preact/hooks";
import { type Month } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoadOf } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { periodOf } from "../../time/dates.ts";
import { AttendanceDay, type DayAct } from "./attendance-day.tsx";
import { type AttendanceMonth, daysOf, type DayView, isUnknown } from "./attendance-days.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { CorrectionSheet } from "./correction-sheet.tsx";
import { MonthSteps } from "./month-steps.tsx";
import { isPeriod, nextMonth } from "./months.ts";
import { useOffice } from "./office.ts";
import { ShiftCard } from "./shift-card.tsx";
import { WithdrawSheet } from "./withdraw-sheet.tsx";
import { words } from "./words.ts";
import "../../styles/hours.css";

interface Loaded extends AttendanceMonth {
  readonly state: Month["state"];
  /** Some of what was replaced is not among the versions. */
  readonly isCut: boolean;
  readonly areShiftsCut: boolean;
}

/** All that is known of the attendance of a person's month; of no other while it is on its way. */
function useAttendance(personId: string, period: string) {
  const calls = usePeopleCalls();
  const { agency } = useOffice();
  const load = async (): Promise<Loaded> => {
    const [month, { versions, more }, shifts, daysOff] = await Promise.all([
      calls.monthOf(period, personId),
      calls.attendanceHistory(period, personId),
      calls.shiftDays(period, personId),
      calls.holidays(agency.agencyId, Number(period.slice(0, 4))),
    ]);
    const { state, days } = month;
    return { state, days, versions, isCut: more, shifts: shifts.days, areShiftsCut: shifts.more, daysOff };
  };
  return useLoadOf(`${personId} ${period}`, load, [calls, agency.agencyId]);
}

interface PersonAttendanceProps {
  readonly personId: string;
  readonly query: URLSearchParams;
}

/** A month of a person: each day with what counts and why, and the person's shifts. */
export function PersonAttendance({ personId, query }: PersonAttendanceProps) {
  const shared = useWords(words);
  const office = useOffice();
  const thisMonth = periodOf(office.today);
  // Rosters are made ahead.
  const latest = nextMonth(nextMonth(thisMonth));
  const asked = query.get("bulan");
  const period = isPeriod(asked) && asked <= latest ? asked : thisMonth;
  const { value: month, problem, reload } = useAttendance(personId, period);
  const hrefOf = (bulan: string) => office.href({ bagian: "orang", orang: personId, lihat: "kehadiran", bulan });
  return (
    <>
      <div class="filters">
        <MonthSteps period={period} hrefOf={hrefOf} latest={latest} />
      </div>
      {problem && <ProblemNote problem={problem} title={shared.failed} safe={shared.safe} onRetry={reload} />}
      {month === undefined && !problem && <Skeleton lines={8} tall />}
      {month && (
        <>
          <Days month={month} period={period} personId={personId} reload={reload} />
          <ShiftCard
            shifts={month.shifts}
            isCut={month.areShiftsCut}
            period={period}
            personId={personId}
            onDone={reload}
          />
        </>
      )}
    </>
  );
}

interface DaysProps {
  readonly month: Loaded;
  readonly period: string;
  readonly personId: string;
  reload: () => void;
}

/** What is being done to a day; with no day, to one that is still to be chosen. */
interface Acting {
  readonly act: DayAct;
  readonly day: DayView | undefined;
}

function Days({ month, period, personId, reload }: DaysProps) {
  const w = useWords(attendanceTabWords);
  const { f } = useApp();
  const { today } = useOffice();
  const [acting, setActing] = useState<Acting | undefined>(undefined);
  const names = useNames(month.versions.map(({ recordedBy }) => recordedBy));
  const days = daysOf(period, today, month);
  const mayCorrect = useMayCorrect(personId, month.state);
  const unknown = days.filter((day) => isUnknown(day) && day.date < today).length;
  const corrected = days.filter(({ correction }) => correction !== undefined).length;
  return (
    <section class="card flush" aria-labelledby="h-attendance">
      <div class="days-head">
        <h2 id="h-attendance">{w.title(f.monthYear(period))}</h2>
        <p class="sm">{days.length === 0 ? w.nothing : w.summary(corrected, unknown)}</p>
        {month.isCut && <p class="sm muted">{w.historyCut}</p>}
        <WhyNot personId={personId} state={month.state} />
        {mayCorrect && (
          <button type="button" class="btn" onClick={() => setActing({ act: "correct", day: undefined })}>
            <Icon name="edit" />
            {w.correctDay}
          </button>
        )}
      </div>
      <ul class="list">
        {days.map((day) => (
          <AttendanceDay
            key={day.date}
            day={day}
            personId={personId}
            names={names}
            onAct={mayCorrect && day.date <= today ? (act) => setActing({ act, day }) : undefined}
          />
        ))}
      </ul>
      {acting && (
        <Sheets acting={acting} days={days} personId={personId} onClose={() => setActing(undefined)} reload={reload} />
      )}
    </section>
  );
}

const isClosed = (state: Month["state"]): boolean => state === "SEALED" || state === "CLOSING";

/** An officer, of a month that stands open, and never the own one. */
function useMayCorrect(personId: string, state: Month["state"]): boolean {
  const me = useMe();
  const { mayAct } = useOffice();
  return mayAct && me.personId !== personId && !isClosed(state);
}

function WhyNot({ personId, state }: { personId: string; state: Month["state"] }) {
  const w = useWords(attendanceTabWords);
  const me = useMe();
  const { mayAct } = useOffice();
  const text = me.personId === personId ? w.own : isClosed(state) ? w.sealed : "";
  if (!mayAct || text === "") return null;
  return (
    <Note tone="info" icon="lock">
      <p>{text}</p>
    </Note>
  );
}

interface SheetsProps {
  readonly acting: Acting;
  readonly days: readonly DayView[];
  readonly personId: string;
  onClose: () => void;
  reload: () => void;
}

function Sheets({ acting: { act, day }, days, personId, onClose, reload }: SheetsProps) {
  const done = () => {
    onClose();
    reload();
  };
  if (act === "withdraw" && day?.correction)
    return <WithdrawSheet date={day.date} correctionId={day.correction.sourceId} onClose={onClose} onDone={done} />;
  return <CorrectionSheet day={day} days={days} personId={personId} onClose={onClose} onDone={done} />;
}
