import { type Calendar, type Month } from "../../api/types.ts";
import { needsAuthor, type Row, rowMinutes, stateOf } from "../../entries/rows.ts";
import { useApp } from "../../state/context.ts";
import { AttendanceLine } from "./lazy-attendance.tsx";

interface AnswerProps {
  readonly date: string;
  readonly rows: readonly Row[];
  readonly calendar?: Calendar | undefined;
  readonly month?: Month | undefined;
}

/** Is today's work recorded, and is anything to be fixed? */
export function Answer({ date, rows, calendar, month }: AnswerProps) {
  const { t, f, outbox } = useApp();
  const minutes = rows.filter((row) => row.entry.workDate === date).reduce((sum, row) => sum + rowMinutes(row), 0);
  const toFix = rows.filter((row) => needsAuthor(stateOf(row, outbox.isHeld))).length;
  const day = calendar?.days.find((candidate) => candidate.date === date);
  return (
    <div class="ans">
      <h1>{f.day(date)}</h1>
      <p class="num-line">
        {day ? <Recorded minutes={minutes} expected={day.workingMinutes} holiday={day.holiday} /> : "\u00a0"}
        {toFix > 0 && ` ${t.today.toFix(toFix)}`}
      </p>
      {month && <AttendanceLine days={month.days} date={date} />}
    </div>
  );
}

interface RecordedProps {
  readonly minutes: number;
  readonly expected: number;
  readonly holiday: string;
}

function Recorded({ minutes, expected, holiday }: RecordedProps) {
  const { t, f } = useApp();
  if (expected === 0) {
    return (
      <>
        {t.today.dayOff(holiday)} {minutes > 0 && t.today.recordedOff(f.duration(minutes))}
      </>
    );
  }
  const [done, rest] = t.today.answer(f.duration(minutes), f.duration(expected));
  return (
    <>
      <b class="num">{done}</b>
      {rest} {minutes >= expected && t.today.complete}
    </>
  );
}
