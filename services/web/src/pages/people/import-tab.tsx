import { type IconName } from "../../components/icon.tsx";
import { Empty, State, type Tone } from "../../components/parts.tsx";
import { type PersonName } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { ImportReport } from "./import-report.tsx";
import { ImportStart } from "./import-start.tsx";
import { importWords } from "./import-words.ts";
import { useOffice } from "./office.ts";
import { Answer, isPerson, Paged, useInstant } from "./parts.tsx";
import { type Import } from "./types.ts";
import { usePages } from "./use-pages.ts";
import { words } from "./words.ts";

export function ImportTab({ query }: { query: URLSearchParams }) {
  const w = useWords(importWords);
  const { mayAct, today } = useOffice();
  const importId = query.get("impor");
  if (importId !== null) return <ImportReport key={importId} importId={importId} />;
  return (
    <>
      <Answer eye={w.eye} title={w.title}>
        <p>{w.lead}</p>
      </Answer>
      {mayAct && <ImportStart today={today} />}
      <Earlier />
    </>
  );
}

export const importStates: Record<Import["state"], readonly [Tone, IconName]> = {
  CHECKED: ["wait", "clock"],
  APPLIED: ["ok", "done"],
  SUPERSEDED: ["plain", "close"],
  UNSPECIFIED: ["plain", "info"],
};

interface Row extends Import {
  readonly starter: PersonName | undefined;
}

function Earlier() {
  const w = useWords(importWords);
  const { platform } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const pages = usePages<Row>(agency.agencyId, async (pageToken) => {
    const { rows, next } = await calls.imports(agency.agencyId, pageToken);
    const names = await platform.api.names([...new Set(rows.map(({ startedBy }) => startedBy))].filter(isPerson));
    return { rows: rows.map((row) => ({ ...row, starter: names.get(row.startedBy) })), next };
  });
  return (
    <Paged
      pages={pages}
      lines={4}
      empty={
        <div class="card">
          <Empty icon="upload" title={w.noEarlier}>
            <p>{w.noEarlierText}</p>
          </Empty>
        </div>
      }
    >
      {(rows) => <EarlierTable rows={rows} />}
    </Paged>
  );
}

function EarlierTable({ rows }: { rows: readonly Row[] }) {
  const w = useWords(importWords);
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption>{w.earlier}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[w.when, w.state, w.rows, w.changes, w.left, w.by].map((word, place) => (
              <th key={word} role="columnheader" scope="col" class={place > 1 && place < 5 ? "n" : undefined}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <EarlierRow key={row.importId} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EarlierRow({ row }: { row: Row }) {
  const w = useWords(importWords);
  const shared = useWords(words);
  const { f } = useApp();
  const office = useOffice();
  const instant = useInstant();
  const when = instant(row.startedAt);
  const [tone, icon] = importStates[row.state];
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        <a
          class="btn link num"
          href={office.href({ bagian: "impor", impor: row.importId })}
          aria-label={w.open(when || row.effectiveDate)}
        >
          {when || f.date(row.effectiveDate)}
        </a>
      </th>
      <td role="cell" class="b">
        <State tone={tone} icon={icon}>
          {w.states[row.state]}
        </State>
      </td>
      <td role="cell" data-l={w.rows} class="n num">
        {f.number(row.rows)}
      </td>
      <td role="cell" data-l={w.changes} class="n num">
        {f.number(row.peopleNew)} / {f.number(row.peopleChanged)}
      </td>
      <td role="cell" data-l={w.left} class="n num">
        {f.number(row.errors)}
      </td>
      <td role="cell" data-l={w.by}>
        {row.starter?.name ?? (isPerson(row.startedBy) ? shared.someone : shared.system)}
      </td>
    </tr>
  );
}
