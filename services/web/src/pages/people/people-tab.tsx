import { useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Empty, State } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { type PersonName } from "../../api/types.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { useGrants, Waiting } from "./grants.tsx";
import { useOffice } from "./office.ts";
import { Answer, Paged, Person, UnitField } from "./parts.tsx";
import { PersonView } from "./person-view.tsx";
import { personWords } from "./person-words.ts";
import { type Listed } from "./types.ts";
import { usePages } from "./use-pages.ts";
import { words } from "./words.ts";

export function PeopleTab({ query }: { query: URLSearchParams }) {
  const personId = query.get("orang");
  return personId === null ? (
    <Everybody query={query} />
  ) : (
    <PersonView key={personId} personId={personId} query={query} />
  );
}

function Everybody({ query }: { query: URLSearchParams }) {
  const w = useWords(personWords);
  const { f } = useApp();
  const office = useOffice();
  const waiting = useGrants(office, { state: "PROPOSED" });
  const count = waiting.rows?.length ?? 0;
  const shown = waiting.hasMore ? `${f.number(count)}+` : f.number(count);
  return (
    <>
      <Answer eye={w.eye(office.agency.name)} title={count === 0 ? w.noWaiting : w.waitingTitle(shown)}>
        <p>{w.lead}</p>
      </Answer>
      {count > 0 && (
        <Paged pages={waiting} empty={null}>
          {() => <Waiting pages={waiting} />}
        </Paged>
      )}
      <Search query={query} />
      <Results name={query.get("nama") ?? ""} unitId={query.get("unit") ?? ""} />
    </>
  );
}

function Search({ query }: { query: URLSearchParams }) {
  const w = useWords(personWords);
  const office = useOffice();
  const [name, setName] = useState(query.get("nama") ?? "");
  const unitId = query.get("unit") ?? "";
  const go = (nama: string, unit: string) =>
    navigate(office.href({ bagian: "orang", nama: nama.trim(), unit }), "replace");
  return (
    <form
      class="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go(name, unitId);
      }}
    >
      <Field label={w.search} hint={w.searchHint}>
        <input
          class="in"
          type="search"
          autocomplete="off"
          maxLength={60}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <UnitField value={unitId} onChange={(unit) => go(name, unit)} />
      <button class="btn">
        <Icon name="search" />
        {w.find}
      </button>
    </form>
  );
}

interface Row extends Listed {
  readonly superior: PersonName | undefined;
}

function Results({ name, unitId }: { name: string; unitId: string }) {
  const w = useWords(personWords);
  const { platform } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const pages = usePages<Row>([agency.agencyId, unitId, name].join(" "), async (pageToken) => {
    const { rows, next } = await calls.people(agency.agencyId, { unitId, namePrefix: name }, pageToken);
    const ids = [...new Set(rows.map(({ superiorId }) => superiorId))].filter((id) => id !== "");
    const names = await platform.api.names(ids);
    return { rows: rows.map((row) => ({ ...row, superior: names.get(row.superiorId) })), next };
  });
  return (
    <Paged
      pages={pages}
      empty={
        <div class="card">
          <Empty icon="search" title={w.noResults}>
            <p>{w.noResultsText}</p>
          </Empty>
        </div>
      }
    >
      {(rows) => <ResultTable rows={rows} />}
    </Paged>
  );
}

function ResultTable({ rows }: { rows: readonly Row[] }) {
  const w = useWords(personWords);
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption>{w.results}</caption>
        <TableHead words={[w.results, w.account, w.position, w.unit, w.superior]} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <ResultRow key={row.employment.employmentId} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ResultRow({ row: { person, employment, activated, superior, superiorId } }: { row: Row }) {
  const w = useWords(personWords);
  const shared = useWords(words);
  const office = useOffice();
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        <a class="name" href={office.href({ bagian: "orang", orang: person.personId })}>
          <Person person={person} />
        </a>
      </th>
      <td role="cell" class="b">
        <State tone={activated ? "ok" : "wait"} icon={activated ? "done" : "clock"}>
          {activated ? w.active : w.inactive}
        </State>
      </td>
      <td role="cell" data-l={w.position}>
        {employment.positionName}
      </td>
      <td role="cell" data-l={w.unit}>
        {employment.unitName}
      </td>
      <td role="cell" data-l={w.superior}>
        {superiorId === "" ? w.noSuperior : (superior?.name ?? shared.someone)}
      </td>
    </tr>
  );
}
