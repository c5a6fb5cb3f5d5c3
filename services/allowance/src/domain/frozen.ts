import { rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type ByHand } from "./by-hand.ts";
import { FactsPacker, factsReader, refsOf } from "./frozen-facts.ts";
import { type FactRefs } from "./facts/month.ts";
import { type NewHash } from "./hashing.ts";
import { type ContributionItem, type DueItem, type MonthSoFar, type PayoutSnapshot, type YearSoFar } from "./payout/snapshot.ts"; // prettier-ignore
import { type Flag } from "./policy/outcome.ts";
import { type Facts, type SourceName } from "./policy/sources.ts";
import { type Holder, type SnapshotRow } from "./snapshot.ts";
import { TextBytes } from "./text-bytes.ts";

/** What the payout of a person may know beside the statements; what its policy does not ask is not there. */
export type PayoutKnown = Omit<PayoutSnapshot, "period"> & {
  /** Of the last posted month, for the comparison with it. */
  readonly previousNet?: Rupiah;
  /** The day on which the last fact of the month was decided, where that is later than the policy lets it be: "2026-11-09". */
  readonly lateFact?: string;
  /** The sealed revision of activity that the run reads, where the person's month was another one in the first. */
  readonly sealedAnew?: number;
  /** Days that are paid and rest on a person's word, where the policy asks. */
  readonly byHand?: ByHand;
  /** Sources of confirmed facts of the month that the policy does not read, where it asks. */
  readonly unread?: readonly SourceName[];
  /** Runs that pay days of the person which this one has asked for. */
  readonly paidBy?: readonly Holder[];
};

/** Everything of one person that a run has frozen. Without rows: somebody who is only paid what is still due. */
export type FrozenPerson = {
  readonly personId: string;
  readonly rows: readonly SnapshotRow[];
  readonly payout: PayoutKnown | undefined;
};

const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

/** As JSON, amounts as digits. */
export const knownText = (known: PayoutKnown): string => JSON.stringify(known, plain);

type Plain<Value> = Value extends bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Value extends object
      ? { readonly [Name in keyof Value]: Plain<Value[Name]> }
      : Value;

const amountOf = (digits: string): Rupiah => rupiah(BigInt(digits));
const maybe = <Name extends string>(name: Name, digits: string | undefined): Partial<Record<Name, Rupiah>> =>
  (digits === undefined ? {} : { [name]: amountOf(digits) }) as Partial<Record<Name, Rupiah>>;

const monthOf = ({ allowance, taxed, contributions, tax, recovered }: Plain<MonthSoFar>): MonthSoFar => ({
  allowance: amountOf(allowance),
  taxed: amountOf(taxed),
  contributions: Object.fromEntries(
    Object.entries(contributions).map(([id, { allowance: of, own, employer }]) => [
      id,
      { allowance: amountOf(of), own: amountOf(own), employer: amountOf(employer) },
    ]),
  ),
  tax: amountOf(tax),
  recovered: amountOf(recovered),
});

const yearOf = ({ gross, withheld, own, borne, pension, ...counts }: Plain<YearSoFar>): YearSoFar => ({
  gross: amountOf(gross),
  withheld: amountOf(withheld),
  own: amountOf(own),
  borne: amountOf(borne),
  pension: amountOf(pension),
  ...counts,
});

const dueOf = ({ amount, ...due }: Plain<DueItem>): DueItem => ({ ...due, amount: amountOf(amount) }) as DueItem;

const itemOf = ({ own, employer, ...item }: Plain<ContributionItem>): ContributionItem =>
  ({ ...item, own: amountOf(own), employer: amountOf(employer) }) as ContributionItem;

/** What `knownText` has written. */
export function readKnown(text: string): PayoutKnown {
  const known = JSON.parse(text) as Plain<PayoutKnown>;
  const { due, salary, taxedSalary, monthSoFar, yearSoFar, receivables, contributionItems, previousNet, ...rest } =
    known;
  return {
    ...rest,
    due: due.map(dueOf),
    ...maybe("salary", salary),
    ...maybe("taxedSalary", taxedSalary),
    ...(monthSoFar && { monthSoFar: monthOf(monthSoFar) }),
    ...(yearSoFar && { yearSoFar: yearOf(yearSoFar) }),
    ...(receivables && { receivables: receivables.map(({ open, ...one }) => ({ ...one, open: amountOf(open) })) }),
    ...(contributionItems && { contributionItems: contributionItems.map(itemOf) }),
    ...maybe("previousNet", previousNet),
  };
}

/** A frozen row as it is stored; a person without a statement of the month has one of `noEmployment`. */
export type FrozenRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly days: number;
  /** By a FactsPacker. */
  readonly facts: string;
  /** JSON; undefined when there is nothing to say. */
  readonly flags: string | undefined;
  /** `knownText`, on the first row of the person. */
  readonly payout: string | undefined;
};

/** Stands for the employment of a person without one: only what is still due is paid. */
export const noEmployment = "00000000-0000-0000-0000-000000000000";

/** A row as it goes to its table: facts in UTF-8. */
export type PackedRow = Omit<FrozenRow, "facts"> & { readonly facts: Uint8Array };

/** A range as it is stored, and the hash over it. */
export type FrozenRange = {
  readonly rows: readonly PackedRow[];
  readonly people: number;
  /** Behind the last row: what its facts are read with. */
  readonly shapes: string;
  readonly sha256: string;
};

const [tab, newLine] = [9, 10];

/* A line of a row; tabs and ends of lines do not stand in JSON. Between the two parts stand its facts. */

function beginLine(to: TextBytes, { personId, employmentId, days }: Omit<FrozenRow, "facts">): void {
  to.text(personId);
  to.code(tab);
  to.text(employmentId);
  to.code(tab);
  to.integer(days);
  to.code(tab);
}

function endLine(to: TextBytes, { flags = "", payout = "" }: Omit<FrozenRow, "facts">): void {
  to.code(tab);
  to.text(flags);
  to.code(tab);
  to.text(payout);
  to.code(newLine);
}

/** Over what is stored, as it is stored: the rows in their order, and behind them their shapes. */
function hashOfLines(newHash: NewHash, lines: TextBytes, shapes: string): string {
  const hash = newHash();
  hash.update(lines.slice(0));
  hash.update(shapes);
  return hash.hex();
}

/** Of a range of some thousand people. */
const roomOfLines = 1_048_576;

/** The hash of a stored range. */
export function frozenHash(newHash: NewHash, rows: Iterable<FrozenRow>, shapes: string): string {
  const lines = new TextBytes(roomOfLines);
  for (const row of rows) {
    beginLine(lines, row);
    lines.text(row.facts);
    endLine(lines, row);
  }
  return hashOfLines(newHash, lines, shapes);
}

/** Makes a range of its people, who are added in the order of their ids; new for each range. */
export class FrozenPacker {
  readonly #facts = new FactsPacker();
  readonly #newHash: NewHash;
  readonly #lines = new TextBytes(roomOfLines);
  readonly #rows: PackedRow[] = [];
  #people = 0;

  constructor(newHash: NewHash) {
    this.#newHash = newHash;
  }

  add({ personId, rows, payout }: FrozenPerson): void {
    let known = payout && knownText(payout);
    if (rows.length === 0)
      this.#put({ personId, employmentId: noEmployment, days: 0, flags: undefined, payout: known });
    for (const { employmentId, days, facts, refs, flags } of rows) {
      const told = flags.length > 0 ? JSON.stringify(flags) : undefined;
      this.#put({ personId, employmentId, days, flags: told, payout: known }, facts, refs);
      known = undefined;
    }
    this.#people += 1;
  }

  #put(row: Omit<FrozenRow, "facts">, facts?: Facts, refs?: FactRefs): void {
    const lines = this.#lines;
    beginLine(lines, row);
    const from = lines.length;
    if (facts) this.#facts.pack(lines, facts, refs);
    this.#rows.push({ ...row, facts: lines.slice(from) });
    endLine(lines, row);
  }

  range(): FrozenRange {
    const shapes = this.#facts.shapes();
    const sha256 = hashOfLines(this.#newHash, this.#lines, shapes);
    return { rows: this.#rows, people: this.#people, shapes, sha256 };
  }
}

export const packPeople = (newHash: NewHash, people: Iterable<FrozenPerson>): FrozenRange => {
  const packer = new FrozenPacker(newHash);
  for (const person of people) packer.add(person);
  return packer.range();
};

type Reading = FrozenPerson & { readonly rows: SnapshotRow[] };

/** Which sources are read; a policy looks at no others. */
export type Wanted = (name: SourceName) => boolean;

/**
 * The people of a range one by one, from its rows in their order. Throws for facts of a shape that is not told.
 * `wanted`: leaves out what nobody asks for.
 */
export function* readPeople(rows: Iterable<FrozenRow>, shapes: string, wanted?: Wanted): Generator<FrozenPerson> {
  const readFacts = factsReader(shapes, wanted);
  let person: Reading | undefined;
  for (const { personId, employmentId, days, facts, flags, payout } of rows) {
    if (person?.personId !== personId) {
      if (person) yield person;
      person = { personId, rows: [], payout: payout === undefined ? undefined : readKnown(payout) };
    }
    if (employmentId === noEmployment) continue;
    const told = flags === undefined ? [] : (JSON.parse(flags) as Flag[]);
    const row = { personId, employmentId, days, facts: readFacts(facts), flags: told };
    const refs = refsOf(facts);
    person.rows.push(refs ? { ...row, refs } : row);
  }
  if (person) yield person;
}
