import { Refusal } from "@kinerja/common/errors";

import { type ListedEntry } from "../domain/listing.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { type EntryHistory, type ReadStore } from "./read.ts";

type Key = Pick<ListedEntry, "id" | "version">;

/** A version that went up to somebody, and two steps below whom that one stands: whose entry it is, or somebody above. */
export type HandedUp = Key & { readonly via: string };

export type EntryReading = {
  readonly grant: Grant;
  /** Of all entries of the person those that the grant is for. */
  readonly covers: (entry: Key & Pick<ListedEntry, "state">) => boolean;
  /** What is answered where it covers nothing. */
  readonly refusal: Refusal | undefined;
};

type Needs = { readonly store: ReadStore; readonly accessTo: AccessTo };

const isNo = (error: unknown): error is Refusal =>
  error instanceof Refusal && (error.kind === "forbidden" || error.kind === "not-found");

const keyOf = ({ id, version }: Key): string => `${id}/${String(version)}`;

/** What went up to the caller along lines on which identity sees the caller two steps above at this moment. */
async function handedTo({ store, accessTo }: Needs, caller: Caller, personId: string) {
  const own: Grant = { agencies: [], person: caller.personId, role: "self" };
  const handed = await store.look(own, undefined, (view) => view.handedUp(personId, caller.personId));
  const lines = [...new Set(handed.map(({ via }) => via))];
  const answers = await Promise.all(
    lines.map(async (via) => ({ via, ...(await accessTo(caller, "decide-escalated", "entry", { personId: via })) })),
  );
  const standing = answers.filter(({ verdict }) => verdict === "allow");
  const open = new Set(standing.map(({ via }) => via));
  return { role: standing[0]?.role, keys: new Set(handed.filter(({ via }) => open.has(via)).map(keyOf)) };
}

/** What went up may by now stand behind a version that came too late. */
export const coversHistory = ({ covers }: EntryReading, { current, waiting }: EntryHistory): boolean =>
  covers(current) || (waiting > 0 && covers({ id: current.id, version: waiting, state: "open" }));

/**
 * Who may decide on what a silent superior left may read it first: these versions of these entries, as long as nobody has decided. Whoever reads
 * by the decision table reads all.
 */
export async function readingOf(
  needs: Needs,
  caller: Caller,
  action: "list" | "read",
  personId: string,
): Promise<EntryReading> {
  try {
    const grant = await authorise(needs.accessTo, caller, [action, "entry"], { personId });
    return { grant, covers: () => true, refusal: undefined };
  } catch (refusal) {
    if (!isNo(refusal)) throw refusal;
    const { role, keys } = await handedTo(needs, caller, personId);
    if (role === undefined) throw refusal;
    const { agencies } = await needs.accessTo(caller, "decide-escalated", "entry", { personId });
    const covers: EntryReading["covers"] = (entry) => entry.state === "open" && keys.has(keyOf(entry));
    return { grant: { agencies, person: caller.personId, role }, covers, refusal };
  }
}
