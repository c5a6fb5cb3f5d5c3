import { type DayTotal } from "../../api/types.ts";
import { attendanceOf, sourceOf } from "../../entries/attendance.ts";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";

export interface AttendanceProps {
  readonly days: readonly DayTotal[];
  /** Only of this day, as a line. */
  readonly date?: string;
}

/** When somebody came and went, as the agency's files have it: on one day, or day by day. */
export function Attendance({ days, date }: AttendanceProps) {
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const w = useWords(attendanceWords);
  const known = days.flatMap((day) => {
    const text = attendanceOf(day, zone, w, f);
    return text && (date === undefined || date === day.workDate) ? [{ day: day.workDate, ...text }] : [];
  });
  const [first] = known;
  if (first === undefined) return null;
  if (date !== undefined) return first.says === "" ? null : <p class="sm muted">{first.says}</p>;
  return (
    <>
      <ul class="stack tight">
        {known.toReversed().map(({ day, says, late }) => (
          <li key={day} class="sm">
            <b>{f.tinyDay(day)}</b> {says}
            {late.map((text) => (
              <p key={text} class="xs muted">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
      <p class="xs muted">{sourceOf(days, zone, w, f)}</p>
    </>
  );
}
