import { Refusal } from "@kinerja/common/errors";

import { type MonthRow, type PersonInputs, type PredicateRow, type RosterRow } from "../domain/snapshot.ts";
import { type OpenedPeriods } from "./ports.ts";

type OfPerson = { readonly personId: string };

/** Reads one stream person by person. A stream that is not in the order of the person ids is refused: a person would be torn in two. */
class ByPerson<Row extends OfPerson> {
  readonly #input: string;
  readonly #batches: AsyncIterator<readonly Row[]>;
  #rows: readonly Row[] = [];
  #at = 0;
  #last = "";
  #isAtEnd = false;

  constructor(input: string, batches: AsyncIterable<readonly Row[]>) {
    this.#input = input;
    this.#batches = batches[Symbol.asyncIterator]();
  }

  /** The next rows, once those at hand are taken. */
  async read(): Promise<void> {
    const read = await this.#batches.next();
    this.#isAtEnd = read.done === true;
    this.#rows = read.done === true ? [] : read.value;
    this.#at = 0;
    for (const { personId } of this.#rows) {
      if (personId < this.#last) throw new Refusal("refused", "INPUT_MISMATCH", { input: this.#input });
      this.#last = personId;
    }
  }

  /** Who comes next; undefined at the end. */
  async person(): Promise<string | undefined> {
    while (this.#at === this.#rows.length && !this.#isAtEnd) await this.read();
    return this.#rows[this.#at]?.personId;
  }

  /** Adds the rows of this person; rows of people before are skipped, since nobody asks for them. False while more must be read. */
  take(personId: string, into: Row[]): boolean {
    for (let row = this.#rows[this.#at]; row !== undefined; row = this.#rows[++this.#at]) {
      if (row.personId > personId) return true;
      if (row.personId === personId) into.push(row);
    }
    return this.#isAtEnd;
  }
}

/** A person of the roster, before the other services are asked. */
export type RosterPerson = Pick<PersonInputs, "personId" | "roster">;

/** The people of the roster by person id, so many at once. It waits for messages, not for rows. */
export async function* rosterPeople(rows: OpenedPeriods["roster"], atOnce: number): AsyncGenerator<RosterPerson[]> {
  const roster = new ByPerson("ROSTER", rows);
  let people: RosterPerson[] = [];
  for (let personId = await roster.person(); personId !== undefined; personId = await roster.person()) {
    const own: RosterRow[] = [];
    while (!roster.take(personId, own)) await roster.read();
    people.push({ personId, roster: own });
    if (people.length < atOnce) continue;
    yield people;
    people = [];
  }
  if (people.length > 0) yield people;
}

/** An ordered list of ids. */
export type Listed = {
  /** Who of these people is in it: ranges ask one behind the other, in the order of the ids. */
  among(people: readonly RosterPerson[]): Promise<ReadonlySet<string>>;
  /** Lets the list go, read or not. */
  close(): Promise<void>;
};

/** No more is read than up to the last of the people who are asked for. */
export function listed(input: string, ids: AsyncIterable<readonly string[]>): Listed {
  const rows = (async function* (): AsyncGenerator<readonly OfPerson[], undefined> {
    for await (const some of ids) yield some.map((personId) => ({ personId }));
  })();
  const byPerson = new ByPerson(input, rows);
  return {
    async among(people) {
      const found: OfPerson[] = [];
      for (const { personId } of people) while (!byPerson.take(personId, found)) await byPerson.read();
      return new Set(found.map(({ personId }) => personId));
    },
    async close() {
      await rows.return(undefined);
    },
  };
}

/** What the other services have sealed of people who are asked for by person id: a promise only where their next message must be waited for. */
export type SealedOf = (person: RosterPerson) => PersonInputs | Promise<PersonInputs>;

/** The attendance of a person is some kilobytes: it is read when its person is packed, and not kept before. */
export function sealedOf(opened: Pick<OpenedPeriods, "months" | "predicates">): SealedOf {
  const months = new ByPerson("ACTIVITY", opened.months);
  const predicates = new ByPerson("EVALUATION", opened.predicates);
  type Reading = RosterPerson & { readonly months: MonthRow[]; readonly predicates: PredicateRow[] };
  const read = async (person: Reading): Promise<PersonInputs> => {
    while (!months.take(person.personId, person.months)) await months.read();
    while (!predicates.take(person.personId, person.predicates)) await predicates.read();
    return person;
  };
  return ({ personId, roster }) => {
    const person: Reading = { personId, roster, months: [], predicates: [] };
    const isWhole = months.take(personId, person.months) && predicates.take(personId, person.predicates);
    return isWhole ? person : read(person);
  };
}
