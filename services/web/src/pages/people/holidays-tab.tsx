import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { YearSteps } from "../../components/year-steps.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useLoadOf } from "../../state/use-load.ts";
import { usePeopleCalls } from "./calls.ts";
import { HolidayRemoval, HolidaySheet } from "./holiday-sheet.tsx";
import { type HolidayWords, holidayWords } from "./holiday-words.ts";
import { kindOf, yearOf } from "./holidays.ts";
import { type Office, useOffice } from "./office.ts";
import { Answer } from "./parts.tsx";
import { type DayOff } from "./types.ts";
import { words } from "./words.ts";

/** What is done to a day, or with a new one. */
type Open = { readonly act: "write" | "remove"; readonly day: DayOff | undefined } | undefined;

const mayChange = ({ mayAct, mayActForNation, agency }: Office, { agencyId }: DayOff): boolean =>
  agencyId === "" ? mayActForNation : mayAct && agencyId === agency.agencyId;

/** The days of the year that is shown, and of no other while a new one is on its way. */
function useDays(agencyId: string, year: number) {
  const calls = usePeopleCalls();
  const key = `${agencyId} ${String(year)}`;
  return useLoadOf(key, () => calls.holidays(agencyId, year), [calls]);
}

/** The days off of a year, of the nation and of the agency, by whose decree, and whether somebody has compared them. */
export function HolidaysTab({ query }: { query: URLSearchParams }) {
  const shared = useWords(words);
  const office = useOffice();
  const [open, setOpen] = useState<Open>(undefined);
  const year = yearOf(query.get("tahun"), office.today);
  const { value: days, problem, reload } = useDays(office.agency.agencyId, year);
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    reload();
  };
  return (
    <>
      <Head days={days} year={year} onAdd={() => setOpen({ act: "write", day: undefined })} />
      <div class="filters">
        <YearSteps year={year} onYear={(next) => navigate(office.href({ bagian: "libur", tahun: String(next) }))} />
      </div>
      {problem && <ProblemNote problem={problem} title={shared.failed} onRetry={reload} />}
      {days === undefined && !problem && <Skeleton lines={6} tall />}
      {days && <Days days={days} year={year} onOpen={setOpen} />}
      {open && <Sheets open={open} onClose={close} onDone={done} />}
    </>
  );
}

interface SheetsProps {
  readonly open: NonNullable<Open>;
  onClose: () => void;
  onDone: () => void;
}

const Sheets = ({ open: { act, day }, ...rest }: SheetsProps) =>
  act === "remove" && day ? <HolidayRemoval day={day} {...rest} /> : <HolidaySheet day={day} {...rest} />;

function leadOf(days: readonly DayOff[], mayCompare: boolean, w: HolidayWords): string {
  const unmatched = days.filter(({ verified }) => !verified).length;
  if (days.length === 0) return w.noneText;
  if (unmatched === 0) return w.allMatched;
  return mayCompare ? w.unmatched(unmatched) : w.unmatchedElsewhere(unmatched);
}

interface HeadProps {
  readonly days: readonly DayOff[] | undefined;
  readonly year: number;
  onAdd: () => void;
}

function Head({ days, year, onAdd }: HeadProps) {
  const w = useWords(holidayWords);
  const { agency, mayAct, mayActForNation } = useOffice();
  const add = mayAct && (
    <div class="dock">
      <button type="button" class="btn go" onClick={onAdd}>
        <Icon name="plus" />
        {w.add}
      </button>
    </div>
  );
  const title = days === undefined ? w.list : days.length === 0 ? w.none(year) : w.title(year, days.length);
  return (
    <Answer eye={w.eye(agency.name)} title={title} acts={add}>
      <p>{days === undefined ? "\u00a0" : leadOf(days, mayActForNation, w)}</p>
    </Answer>
  );
}

interface DaysProps {
  readonly days: readonly DayOff[];
  readonly year: number;
  onOpen: (open: Open) => void;
}

function Days({ days, year, onOpen }: DaysProps) {
  const w = useWords(holidayWords);
  const office = useOffice();
  if (days.length === 0) {
    return (
      <div class="card">
        <Empty icon="day" title={w.none(year)} />
      </div>
    );
  }
  const hasActs = days.some((day) => mayChange(office, day));
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption>{w.list}</caption>
        <TableHead words={[w.day, w.kind, w.decree, w.state, ...(hasActs ? [w.act] : [])]} />
        <tbody role="rowgroup">
          {days.map((day) => (
            <DayRow key={`${day.date} ${day.agencyId}`} day={day} hasActs={hasActs} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayRowProps {
  readonly day: DayOff;
  readonly hasActs: boolean;
  onOpen: (open: Open) => void;
}

function DayRow({ day, hasActs, onOpen }: DayRowProps) {
  const w = useWords(holidayWords);
  const { f } = useApp();
  const { verified, name, decree } = day;
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        <span>
          {name}
          <small class="num">{f.fullDay(day.date)}</small>
        </span>
      </th>
      <td role="cell" data-l={w.kind}>
        {w.kinds[kindOf(day)]}
      </td>
      <td role="cell" data-l={w.decree}>
        {decree}
      </td>
      <td role="cell" data-l={w.state}>
        <State tone={verified ? "ok" : "wait"} icon={verified ? "done" : "clock"}>
          {verified ? w.matched : w.notMatched}
        </State>
      </td>
      {hasActs && (
        <td role="cell" class="full">
          <Acts day={day} onOpen={onOpen} />
        </td>
      )}
    </tr>
  );
}

function Acts({ day, onOpen }: Omit<DayRowProps, "hasActs">) {
  const w = useWords(holidayWords);
  const { f } = useApp();
  const office = useOffice();
  if (!mayChange(office, day)) return null;
  const date = f.date(day.date);
  const [word, label] = day.verified
    ? [w.change, w.changeThis(day.name, date)]
    : [w.match, w.matchThis(day.name, date)];
  return (
    <div class="chips">
      <button type="button" class="btn" aria-label={label} onClick={() => onOpen({ act: "write", day })}>
        {word}
      </button>
      <button
        type="button"
        class="btn"
        aria-label={w.removeThis(day.name, date)}
        onClick={() => onOpen({ act: "remove", day })}
      >
        {w.remove}
      </button>
    </div>
  );
}
