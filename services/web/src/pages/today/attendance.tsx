import { type DayTotal, type Month } from "../../api/types.ts";
import { attendanceOf } from "../../entries/attendance.ts";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";

function useAttendance() {
  const { f } = useApp();
  const { employments } = useMe();
  const w = useWords(attendanceWords);
  return { w, textOf: (day: DayTotal | undefined) => attendanceOf(day, employments[0]?.zone ?? "WIB", w, f) };
}

/** When somebody came and went today, as the agency's file has it. */
export function AttendanceLine({ day }: { day: DayTotal | undefined }) {
  const says = useAttendance().textOf(day)?.says ?? "";
  return says === "" ? null : <p class="sm muted num">{says}</p>;
}

/** The attendance of the month, day by day. */
export function AttendanceFold({ days }: Pick<Month, "days">) {
  const { f } = useApp();
  const { w, textOf } = useAttendance();
  const known = days.flatMap((day) => {
    const text = textOf(day);
    return text ? [{ date: day.workDate, ...text }] : [];
  });
  if (known.length === 0) return null;
  return (
    <details class="fold">
      <summary>
        {w.title} · {w.days(known.length)}
      </summary>
      <ul class="stack tight">
        {known.toReversed().map(({ date, says, source, waits }) => (
          <li key={date}>
            <b class="sm">{f.tinyDay(date)}</b> <span class="sm num">{says}</span>
            {[source, waits].map((text) => text !== "" && <p class="xs muted">{text}</p>)}
          </li>
        ))}
      </ul>
    </details>
  );
}
