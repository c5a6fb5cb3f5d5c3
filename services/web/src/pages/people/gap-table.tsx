import { TableHead } from "../../components/table-head.tsx";
import { type ComponentChildren } from "preact";
import { useWords } from "../../i18n/words.ts";
import { type Holder } from "./codes.tsx";
import { gapWords } from "./gap-words.ts";
import { useGapText } from "./gap-text.ts";
import { type GapRow } from "./gaps.ts";
import { useOffice } from "./office.ts";
import { Person } from "./parts.tsx";
import { words } from "./words.ts";

/** What is done about a row; one at a time. */
export type GapAct =
  | { readonly act: "codes"; readonly holders: readonly Holder[] }
  | { readonly act: "superior"; readonly row: GapRow }
  | { readonly act: "predicate"; readonly row: GapRow };

interface GapTableProps {
  readonly rows: readonly GapRow[];
  onAct: (act: GapAct) => void;
}

export function GapTable({ rows, onAct }: GapTableProps) {
  const w = useWords(gapWords);
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption class="vh">{w.gap}</caption>
        <TableHead words={[w.person, w.unit, w.gap, w.act]} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row key={row.key} row={row} onAct={onAct} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** For whom a plan or an evaluation waits. */
function Waits({ row: { gap, assessor } }: { row: GapRow }) {
  const w = useWords(gapWords);
  const waits =
    (gap.list === "skp" && gap.skp.state === "SUBMITTED") ||
    (gap.list === "evaluasi" && !["NO_SKP", "NO_REALISATION"].includes(gap.evaluation.gap));
  if (!waits) return null;
  return <small>{assessor ? w.waitsFor(assessor.name) : w.nobody}</small>;
}

function Row({ row, onAct }: { row: GapRow; onAct: (act: GapAct) => void }) {
  const w = useWords(gapWords);
  const textOf = useGapText();
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        <Person person={row.person} />
      </th>
      <td role="cell" data-l={w.unit}>
        {row.unitName}
      </td>
      <td role="cell" class="full">
        <span>
          {textOf(row)}
          <Waits row={row} />
        </span>
      </td>
      <td role="cell" class="full act">
        <RowAct row={row} onAct={onAct} />
      </td>
    </tr>
  );
}

interface Offer {
  readonly word: string;
  readonly label: string;
  readonly act: GapAct;
}

/** The one act that helps this row; where there is none, the person's page. */
function useOffer(row: GapRow): Offer | undefined {
  const w = useWords(gapWords);
  const shared = useWords(words);
  const name = row.person?.name ?? shared.someone;
  const { gap } = row;
  if (gap.list === "sandi") {
    const holder = { personId: row.personId, person: row.person, unitName: row.unitName, recovers: false };
    return { word: w.issueOne, label: w.issueFor(name), act: { act: "codes", holders: [holder] } };
  }
  if (gap.list === "atasan") {
    return { word: w.setSuperior, label: w.setSuperiorFor(name), act: { act: "superior", row } };
  }
  if (gap.list === "evaluasi" && gap.evaluation.unitPredicateMissing) {
    return { word: w.setPredicate, label: w.setPredicateFor(row.unitName), act: { act: "predicate", row } };
  }
  return undefined;
}

function RowAct({ row, onAct }: { row: GapRow; onAct: (act: GapAct) => void }): ComponentChildren {
  const w = useWords(gapWords);
  const shared = useWords(words);
  const office = useOffice();
  const offer = useOffer(row);
  if (offer && office.mayAct) {
    return (
      <button type="button" class="btn soft" aria-label={offer.label} onClick={() => onAct(offer.act)}>
        {offer.word}
      </button>
    );
  }
  return (
    <a
      class="btn"
      href={office.href({ bagian: "orang", orang: row.personId })}
      aria-label={w.openFor(row.person?.name ?? shared.someone)}
    >
      {w.open}
    </a>
  );
}
