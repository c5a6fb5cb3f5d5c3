import { type Month } from "../../api/types.ts";
import { Note, State } from "../../components/parts.tsx";
import { type MonthView, type StripDay } from "../../entries/month.ts";
import { useApp, useMe } from "../../state/context.ts";
import { addDays, dayOfMonth, periodOf, weekdayOf } from "../../time/dates.ts";
import { dateIn, timeIn } from "../../time/zone.ts";
import { AttendanceFold } from "./lazy-attendance.tsx";
import { LazyReopened } from "./lazy-reopened.tsx";
import { type TodayData } from "./use-today.ts";

interface MonthCardProps {
  readonly view: MonthView;
  readonly date: string;
  readonly data: Pick<TodayData, "month" | "before">;
  onFill: (date: string) => void;
}

/** Missing days that are offered as buttons; the others are counted. */
const offered = 4;

export function MonthCard({ view, date, data, onFill }: MonthCardProps) {
  const { t, f } = useApp();
  const missing = view.missing.length;
  const isSealed = data.month.state === "SEALED";
  const archived = archivedIn(data.month);
  return (
    <section class="card side stack" aria-labelledby="h-month">
      <header>
        <h2 id="h-month">{f.month(periodOf(date))}</h2>
        {missing > 0 ? (
          <State tone="bad" icon="warn">
            {t.today.missing(missing)}
          </State>
        ) : (
          <State tone="ok" icon="done">
            {t.today.nothingMissing}
          </State>
        )}
      </header>
      <Strip days={view.days} label={t.today.stripLabel(f.monthYear(periodOf(date)))} />
      <Deadlines date={date} data={data} />
      <AttendanceFold days={data.month.days} />
      {[data.before?.state, data.month.state].includes("REOPENED") && (
        <LazyReopened before={data.before} month={data.month} date={date} onFill={onFill} />
      )}
      {isSealed && (
        <Note tone="info" icon="lock" title={t.today.sealed(f.month(periodOf(date)))}>
          <p>{t.today.sealedText}</p>
        </Note>
      )}
      {archived > 0 && (
        <Note tone="info" icon="info" title={t.today.archived(archived)}>
          <p>{t.today.archivedText}</p>
        </Note>
      )}
      {missing > 0 && (
        <div class="chips">
          {view.missing.slice(-offered).map((day) => (
            <button key={day} type="button" class="btn" onClick={() => onFill(day)}>
              {t.today.fill(f.shortDay(day))}
            </button>
          ))}
          {missing > offered && <span class="sm muted more">{t.today.moreMissing(missing - offered)}</span>}
        </div>
      )}
    </section>
  );
}

/** A month that the device remembers from before may lack it. */
const archivedIn = ({ archivedWeeks }: Partial<Month>): number => archivedWeeks?.length ?? 0;

/** Until when one may log: for the month before while it is open, then for this one. */
function Deadlines({ date, data }: Pick<MonthCardProps, "date" | "data">) {
  const period = periodOf(date);
  const before = periodOf(addDays(`${period}-01`, -1));
  return (
    <>
      {data.before && <Deadline period={before} month={data.before} />}
      <Deadline period={period} month={data.month} />
    </>
  );
}

function Deadline({ period, month }: { period: string; month: Month }) {
  const { t, f, platform } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const closes = Date.parse(month.deadline ?? "");
  const left = closes - platform.clock.now();
  if (month.state !== "OPEN" || Number.isNaN(closes) || left <= 0) return null;
  // The last minute in which an entry is on time: people read "23.59", not the midnight that follows.
  const last = closes - 60_000;
  const at = `${f.day(dateIn(zone, last))}, ${f.time(timeIn(zone, last))} ${zone}`;
  return <p class="sm muted">{t.today.closes(f.month(period), at, Math.floor(left / 86_400_000))}</p>;
}

const classOf = ({ date, kind }: StripDay, place: number): string =>
  [kind, weekdayOf(date) === 1 && place > 0 ? "w" : ""].filter(Boolean).join(" ");

/** A number stands below the first day of each week and below today, where it doesn't run into its neighbour. */
function isNumbered(days: readonly StripDay[], place: number): boolean {
  const day = days[place];
  if (day === undefined) return false;
  if (day.kind === "today") return true;
  const isNearToday = [place - 1, place + 1].some((near) => days[near]?.kind === "today");
  return (place === 0 || weekdayOf(day.date) === 1) && !isNearToday;
}

function Strip({ days, label }: { days: readonly StripDay[]; label: string }) {
  return (
    <ol class="strip" aria-label={label}>
      {days.map((day, place) => (
        <StripItem key={day.date} day={day} classes={classOf(day, place)} isNumbered={isNumbered(days, place)} />
      ))}
    </ol>
  );
}

function StripItem({ day, classes, isNumbered }: { day: StripDay; classes: string; isNumbered: boolean }) {
  const { t, f } = useApp();
  const { date, kind, minutes, expected } = day;
  const percent = Math.round((100 * minutes) / expected);
  const share = t.today.percent(percent, f.duration(expected));
  const words = kind === "done" ? share : kind === "today" ? `${t.today.share.today}, ${share}` : t.today.share[kind];
  return (
    <li class={classes}>
      {minutes > 0 && <i style={{ "--v": `${String(Math.min(100, percent))}%` }} />}
      <span class="vh">
        {f.day(date)}: {words}
      </span>
      {isNumbered && <b aria-hidden="true">{dayOfMonth(date)}</b>}
    </li>
  );
}
