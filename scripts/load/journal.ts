import { type SentLine } from "../invariants/history.ts";
import { type LoadPerson } from "../k6/lib/site.ts";

/** What the script sent and heard, as scripts/k6/lib/journal.ts writes it. */
export interface Journal {
  readonly history: readonly SentLine[];
  readonly acknowledged: number;
  /** The same by the second in which it was heard. */
  readonly bySecond: ReadonlyMap<number, number>;
  /** Wrong answers by what they were. */
  readonly wrong: ReadonlyMap<string, number>;
}

type Who = Pick<LoadPerson, "personId" | "agencyId">;

const add = <Key>(counts: Map<Key, number>, key: Key, count: number): void =>
  void counts.set(key, (counts.get(key) ?? 0) + count);

/** Undefined for a line that is not of the journal. */
function historyOf(kind: string, who: Who | undefined, items: readonly string[]): SentLine[] | undefined {
  if (who === undefined) return undefined;
  const { personId: person, agencyId: agency } = who;
  switch (kind) {
    case "sent":
      return items.map((id) => ({ op: "invoke", person, agency, id, version: 1 }));
    case "fail":
      return items.map((id) => ({ op: "fail", person, agency, id, version: 1 }));
    case "ok":
      return items.slice(1).map((item) => {
        const [id = "", sha256 = ""] = item.split("=");
        return { op: "ok", person, agency, id, version: 1, sha256 };
      });
    default:
      return undefined;
  }
}

export function readJournal(text: string, people: readonly Who[]): Journal {
  const history: SentLine[] = [];
  const bySecond = new Map<number, number>();
  const wrong = new Map<string, number>();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [kind = "", person = "", ...items] = line.split(" ");
    const read = historyOf(kind, people[Number(person)], items);
    if (read === undefined) add(wrong, line.slice(0, 200), 1);
    else for (const one of read) history.push(one);
    if (kind === "ok") add(bySecond, Number(items[0]), items.length - 1);
  }
  return { history, acknowledged: history.filter(({ op }) => op === "ok").length, bySecond, wrong };
}

const windowS = 10;

/** The most that was acknowledged in ten seconds, a second of them. */
export function bestRate(bySecond: ReadonlyMap<number, number>): number {
  const sums = [...bySecond.keys()].map((start) =>
    Array.from({ length: windowS }, (_, index) => bySecond.get(start + index) ?? 0).reduce((sum, one) => sum + one, 0),
  );
  return Math.max(0, ...sums) / windowS;
}
