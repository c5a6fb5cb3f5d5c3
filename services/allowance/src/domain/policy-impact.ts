import { type Day, firstDay, noRupiah, type Period, type Rupiah, rupiah } from "@kinerja/common/kernel";

import { type PolicyDocument, type Table } from "./policy/document.ts";

/** One person of a posted month: what the run has, and what another policy gives. */
export type ComparedPerson = {
  readonly personId: string;
  readonly before: Rupiah;
  readonly after: Rupiah;
  /** Of each row that would not be paid, the codes that block it. */
  readonly blocked: readonly (readonly string[])[];
};

export type ImpactRow = {
  readonly personId: string;
  readonly before: Rupiah;
  readonly after: Rupiah;
  readonly codes: readonly string[];
};

/** What changes in a month by another policy, of the people compared so far. */
export type Impact = {
  readonly peopleCompared: number;
  readonly peopleChanged: number;
  readonly netBefore: Rupiah;
  readonly netAfter: Rupiah;
  /** Both 0 or more. */
  readonly largestIncrease: Rupiah;
  readonly largestDecrease: Rupiah;
  /** Rows by the code that blocks them. */
  readonly blocked: Readonly<Record<string, number>>;
  /** Who changes most, the largest change first. */
  readonly rows: readonly ImpactRow[];
};

export const noImpact: Impact = {
  peopleCompared: 0,
  peopleChanged: 0,
  netBefore: noRupiah,
  netAfter: noRupiah,
  largestIncrease: noRupiah,
  largestDecrease: noRupiah,
  blocked: {},
  rows: [],
};

/** Enough to see what kind of people it is. */
export const mostImpactRows = 50;

type Change = Pick<ImpactRow, "before" | "after">;
const gainOf = ({ before, after }: Change): Rupiah => rupiah(after - before);
const lossOf = ({ before, after }: Change): Rupiah => rupiah(before - after);
const larger = (one: Rupiah, other: Rupiah): Rupiah => (one > other ? one : other);
const sizeOf = (row: Change): Rupiah => larger(gainOf(row), lossOf(row));

function bySize(one: ImpactRow, other: ImpactRow): number {
  const [a, b] = [sizeOf(one), sizeOf(other)];
  if (a !== b) return a > b ? -1 : 1;
  return one.personId < other.personId ? -1 : 1;
}

/** Adds people to what was compared before. */
export function addPeople(impact: Impact, people: readonly ComparedPerson[]): Impact {
  const blocked: Record<string, number> = { ...impact.blocked };
  for (const code of people.flatMap((person) => person.blocked.flatMap((codes) => [...new Set(codes)])))
    blocked[code] = (blocked[code] ?? 0) + 1;
  const rows = people
    .filter((person) => person.before !== person.after)
    .map(({ personId, before, after, blocked: by }) => ({ personId, before, after, codes: [...new Set(by.flat())] }));
  return {
    peopleCompared: impact.peopleCompared + people.length,
    peopleChanged: impact.peopleChanged + rows.length,
    netBefore: people.reduce((sum, { before }) => rupiah(sum + before), impact.netBefore),
    netAfter: people.reduce((sum, { after }) => rupiah(sum + after), impact.netAfter),
    largestIncrease: rows.reduce((most, row) => larger(most, gainOf(row)), impact.largestIncrease),
    largestDecrease: rows.reduce((most, row) => larger(most, lossOf(row)), impact.largestDecrease),
    blocked,
    rows: [...impact.rows, ...rows].toSorted(bySize).slice(0, mostImpactRows),
  };
}

/** The rows of a table's first day in force, as if they had held since this day. */
function tableSince(table: Table, effective: Day, day: Day): Table {
  if (!("values" in table)) return table;
  const known = table.values.filter(({ valid_from }) => valid_from <= effective);
  const rows = known.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1)).at(-1) ?? table.values[0];
  return rows ? { ...table, values: [{ ...rows, valid_from: day }] } : table;
}

/** A policy as if it had been in force in a month before its first day, so that the month can be compared: its tables pay what they begin with. */
export function asIfInForce(document: PolicyDocument, period: Period): PolicyDocument {
  const day = firstDay(period);
  const from = document.effective.from as Day;
  if (from <= day) return document;
  const tables = Object.entries(document.tables).map(([id, table]) => [id, tableSince(table, from, day)] as const);
  return { ...document, tables: Object.fromEntries(tables) };
}
