import { type IconName } from "../../components/icon.tsx";
import { Empty, State, type Tone } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { type PersonName } from "../../api/types.ts";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { periodOf } from "../../time/dates.ts";
import { usePeopleCalls } from "./calls.ts";
import { queryOf, saidText, type ShownCorrections, shownCorrections, shownOf } from "./corrections.ts";
import { correctionsWords } from "./corrections-words.ts";
import { MonthSteps } from "./month-steps.tsx";
import { isPeriod } from "./months.ts";
import { useOffice } from "./office.ts";
import { Answer, Paged, Person, useInstant } from "./parts.tsx";
import { type Correction } from "./types.ts";
import { type Pages, usePages } from "./use-pages.ts";
import "../../styles/hours.css";

interface Row extends Correction {
  readonly person: PersonName | undefined;
}

/** The corrections of an agency's month, with the names of those whose days they are. */
function useCorrections(period: string, state: ShownCorrections): Pages<Row> {
  const { platform } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  return usePages<Row>(`${agency.agencyId} ${period} ${state}`, async (pageToken) => {
    const { rows, next } = await calls.corrections(agency.agencyId, period, state, pageToken);
    const ids = [...new Set(rows.map(({ personId }) => personId))];
    const names = ids.length === 0 ? new Map<string, PersonName>() : await platform.api.names(ids);
    return { rows: rows.map((row) => ({ ...row, person: names.get(row.personId) })), next };
  });
}

function useTitle(pages: Pages<Row>, period: string, shown: ShownCorrections): string {
  const w = useWords(correctionsWords);
  const { f } = useApp();
  const month = f.monthYear(period);
  const { rows, hasMore } = pages;
  if (rows === undefined) return w.title(month);
  if (rows.length === 0 && !hasMore) return w.nothing[shown](month);
  return w.found[shown](`${f.number(rows.length)}${hasMore ? "+" : ""}`, month);
}

/** Who changed whose attendance by hand, before somebody else closes the month. */
export function CorrectionsTab({ query }: { query: URLSearchParams }) {
  const w = useWords(correctionsWords);
  const office = useOffice();
  const asked = query.get("bulan");
  const thisMonth = periodOf(office.today);
  const period = isPeriod(asked) && asked <= thisMonth ? asked : thisMonth;
  const shown = shownOf(query.get("keadaan"));
  const pages = useCorrections(period, shown);
  const title = useTitle(pages, period, shown);
  const hrefOf = (bulan: string, state = shown) => office.href({ bagian: "koreksi", bulan, keadaan: queryOf(state) });
  return (
    <>
      <Answer eye={w.eye(office.agency.name)} title={title}>
        <p>{w.lead}</p>
      </Answer>
      <div class="filters">
        <StateField shown={shown} onShow={(state) => navigate(hrefOf(period, state), "replace")} />
        <MonthSteps period={period} hrefOf={(bulan) => hrefOf(bulan)} />
      </div>
      <Paged pages={pages} empty={<Nothing title={title} />}>
        {(rows) => <Table rows={rows} caption={title} />}
      </Paged>
    </>
  );
}

interface StateFieldProps {
  readonly shown: ShownCorrections;
  onShow: (shown: ShownCorrections) => void;
}

function StateField({ shown, onShow }: StateFieldProps) {
  const w = useWords(correctionsWords);
  return (
    <label class="f filter">
      <span>{w.state}</span>
      <select
        class="in"
        value={shown}
        onChange={(event) => onShow(shownCorrections.find((state) => state === event.currentTarget.value) ?? "")}
      >
        {shownCorrections.map((state) => (
          <option key={state} value={state}>
            {w.choices[state]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Nothing({ title }: { title: string }) {
  const w = useWords(correctionsWords);
  return (
    <div class="card">
      <Empty icon="edit" title={title}>
        <p>{w.emptyText}</p>
      </Empty>
    </div>
  );
}

function Table({ rows, caption }: { rows: readonly Row[]; caption: string }) {
  const w = useWords(correctionsWords);
  const names = useNames(rows.flatMap(({ recordedBy, withdrawnBy }) => [recordedBy, withdrawnBy]));
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption class="vh">{caption}</caption>
        <TableHead words={[w.person, w.state, w.change, w.reason, w.by]} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <CorrectionRow key={row.correctionId} row={row} names={names} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const looks: Readonly<Partial<Record<Correction["state"], readonly [Tone, IconName]>>> = {
  STANDING: ["ok", "done"],
  REPLACED: ["plain", "repeat"],
  WITHDRAWN: ["plain", "cancel"],
};

function Standing({ state }: Pick<Correction, "state">) {
  const w = useWords(correctionsWords);
  const [tone, icon] = looks[state] ?? ["plain", "info"];
  return (
    <State tone={tone} icon={icon}>
      {state === "UNSPECIFIED" ? w.unknownState : w.states[state]}
    </State>
  );
}

function CorrectionRow({ row, names }: { row: Row; names: Names }) {
  const w = useWords(correctionsWords);
  const { f } = useApp();
  const office = useOffice();
  const instant = useInstant();
  const { personId, person, date, state, reason, evidenceCount, recordedBy, recordedAt } = row;
  const where = { bagian: "orang", orang: personId, lihat: "kehadiran", bulan: periodOf(date) };
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        <a class="name" href={office.href(where)}>
          <Person person={person} />
          <span class="vh">, {w.attendanceOf(f.date(date))}</span>
        </a>
      </th>
      <td role="cell" class="b">
        <Standing state={state} />
      </td>
      <td role="cell" class="full">
        <Change row={row} />
      </td>
      <td role="cell" class="full">
        <span>
          {reason}
          {evidenceCount > 0 && <small>{w.evidence(evidenceCount)}</small>}
        </span>
      </td>
      <td role="cell" data-l={w.by}>
        <span>
          {w.byWhom(names.of(recordedBy, w.otherOfficer), instant(recordedAt))}
          {row.withdrawnBy !== "" && (
            <small>
              {w.withdrawn(names.of(row.withdrawnBy, w.otherOfficer), instant(row.withdrawnAt), row.withdrawalReason)}
            </small>
          )}
        </span>
      </td>
    </tr>
  );
}

function Change({ row: { date, before, after } }: { row: Row }) {
  const w = useWords(correctionsWords);
  const facts = useWords(attendanceWords);
  const { f } = useApp();
  return (
    <span>
      <b>{f.day(date)}</b>
      <span class="change muted">{saidText(before, w, facts, f)}</span>
      <span class="change">
        <span aria-hidden="true">→</span> <span class="vh">{w.becomes}</span> {saidText(after, w, facts, f)}
      </span>
    </span>
  );
}
