import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type DayTotal } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { type AttendanceProps } from "./attendance.tsx";

/** Nobody waits for it to record something; without signal the page does without. */
function LazyAttendance(props: AttendanceProps) {
  const [Loaded, setLoaded] = useState<ComponentType<AttendanceProps> | undefined>(undefined);
  useEffect(() => {
    import("./attendance.tsx").then(({ Attendance }) => setLoaded(() => Attendance)).catch(() => undefined);
  }, []);
  return Loaded ? <Loaded {...props} /> : null;
}

/** A month that the device remembers from before may lack the correction. */
const isKnown = ({ attendance, correction }: DayTotal): boolean => attendance !== "" || correction !== undefined;

/** Today's is mostly not there yet: files of attendance come later. */
export function AttendanceLine({ days, date }: Required<AttendanceProps>) {
  const isThere = days.some((day) => day.workDate === date && isKnown(day));
  return isThere ? <LazyAttendance days={days} date={date} /> : null;
}

/** The days of the month, for whoever opens it. */
export function AttendanceFold({ days }: Pick<AttendanceProps, "days">) {
  const { t } = useApp();
  const [isOpen, setOpen] = useState(false);
  const count = days.filter(isKnown).length;
  if (count === 0) return null;
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.today.attendance(count)}</summary>
      {isOpen && <LazyAttendance days={days} />}
    </details>
  );
}
