import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { weekdayOf } from "../../time/dates.ts";
import { usePeopleCalls } from "./calls.ts";
import { groupsOf, holdingOf, type Standing, standingOf } from "./hours.ts";
import { StandingMark, useValidity, useWhose } from "./hours-parts.tsx";
import { HoursSheet } from "./hours-sheet.tsx";
import { besides, spanText, weekdaysText } from "./hours-text.ts";
import { type HoursWords, hoursWords } from "./hours-words.ts";
import { useOffice } from "./office.ts";
import { Answer, useInstant } from "./parts.tsx";
import { type Schedule } from "./types.ts";
import { WeeksCard } from "./weeks-card.tsx";
import { words } from "./words.ts";
import "../../styles/hours.css";

/** By which hours lateness is found, of the agency and its units: what holds, what comes, and what was. */
export function HoursTab() {
  const shared = useWords(words);
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [isOpen, setOpen] = useState(false);
  const { value, problem, reload } = useLoad(() => calls.schedules(agency.agencyId), [calls, agency.agencyId]);
  const close = () => setOpen(false);
  return (
    <>
      <Head schedules={value} onAdd={() => setOpen(true)} />
      {problem && <ProblemNote problem={problem} title={shared.failed} onRetry={reload} />}
      {value === undefined && !problem && <Skeleton lines={4} tall />}
      {value && value.length > 0 && <Schedules schedules={value} />}
      <WeeksCard />
      {isOpen && value && (
        <HoursSheet
          holding={holdingOf(value, "", today)}
          onClose={close}
          onDone={() => {
            close();
            reload();
          }}
        />
      )}
    </>
  );
}

/** The answer: the hours of this day of the week in the whole agency. */
function titleOf(
  schedules: readonly Schedule[],
  today: string,
  w: HoursWords,
  say: (one: Schedule["days"][number]) => string,
) {
  if (schedules.length === 0) return w.titles.none;
  const holding = holdingOf(schedules, "", today);
  if (holding === undefined) return w.titles.onlyUnits;
  const weekday = weekdayOf(today);
  const name = w.weekdays[weekday - 1] ?? "";
  const hours = holding.days.find((day) => day.weekday === weekday);
  return hours ? w.titles.hours(name, say(hours)) : w.titles.off(name);
}

function Head({ schedules, onAdd }: { schedules: readonly Schedule[] | undefined; onAdd: () => void }) {
  const w = useWords(hoursWords);
  const { f } = useApp();
  const { agency, mayAct, today } = useOffice();
  const add = mayAct && (
    <div class="dock">
      <button type="button" class="btn go" disabled={schedules === undefined} onClick={onAdd}>
        <Icon name="plus" />
        {w.add}
      </button>
    </div>
  );
  const title = schedules ? titleOf(schedules, today, w, (hours) => spanText(hours, w, f)) : w.list;
  return (
    <Answer eye={w.eye(agency.name)} title={title} acts={add}>
      <p>{schedules?.length === 0 ? w.noneText : w.lead}</p>
    </Answer>
  );
}

function Schedules({ schedules }: { schedules: readonly Schedule[] }) {
  const w = useWords(hoursWords);
  const { today } = useOffice();
  const names = useNames(schedules.map(({ recordedBy }) => recordedBy));
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption>{w.list}</caption>
        <TableHead words={[w.whose, w.state, w.week, w.validity, w.decree, w.recorded]} />
        <tbody role="rowgroup">
          {schedules.map((one) => (
            <ScheduleRow
              key={one.scheduleId}
              schedule={one}
              standing={standingOf(one, schedules, today)}
              names={names}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ScheduleRowProps {
  readonly schedule: Schedule;
  readonly standing: Standing;
  readonly names: Names;
}

function ScheduleRow({ schedule, standing, names }: ScheduleRowProps) {
  const w = useWords(hoursWords);
  const whose = useWhose();
  const validity = useValidity();
  const instant = useInstant();
  const { unitId, validFrom, validTo, decree, recordedBy, recordedAt } = schedule;
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        {whose(unitId)}
      </th>
      <td role="cell" class="b">
        <StandingMark standing={standing} />
      </td>
      <td role="cell" class="full">
        <WeekText days={schedule.days} />
      </td>
      <td role="cell" data-l={w.validity}>
        {validity(validFrom, validTo)}
      </td>
      <td role="cell" data-l={w.decree}>
        {decree}
      </td>
      <td role="cell" data-l={w.recorded}>
        {w.recordedBy(names.of(recordedBy, w.otherOfficer), instant(recordedAt))}
      </td>
    </tr>
  );
}

function WeekText({ days }: Pick<Schedule, "days">): ComponentChildren {
  const w = useWords(hoursWords);
  const { f } = useApp();
  return (
    <ul class="week">
      {groupsOf(days).map(({ weekdays, hours }) => (
        <li key={weekdays.join("")}>
          {weekdaysText(weekdays, w)} <b class="num">{spanText(hours, w, f)}</b>
          {besides(hours, w, f).map((text) => (
            <small key={text}>{text}</small>
          ))}
        </li>
      ))}
    </ul>
  );
}
