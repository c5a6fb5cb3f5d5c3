import { Refusal } from "@kinerja/common/errors";

import { type AccessTo, type Caller } from "./authorise.ts";
import { coversHistory, readingOf } from "./handed-up.ts";
import { noteFor, type ReadStore } from "./read.ts";

export type EvidenceNeeds = {
  readonly store: ReadStore;
  readonly accessTo: AccessTo;
  /** What the client's own bytes of a version call the file: undefined where they do not name it, empty where it has no name. */
  readonly namesFile: (body: Buffer, fileId: string) => string | undefined;
  /** Whether this person has uploaded it in the last days; what was kept since is known to the store. */
  readonly isFrom: (fileId: string, personId: string) => Promise<boolean>;
  readonly open: (fileId: string) => Promise<{ readonly content: AsyncIterable<Buffer> } | undefined>;
};

export type EvidenceQuery = {
  readonly personId?: string | undefined;
  readonly entryId: string;
  readonly fileId: string;
};

export type Evidence = { readonly content: AsyncIterable<Buffer>; readonly name: string };

/**
 * A file for whoever may read the entry that names it, in whatever version, if whose entry it is has uploaded it; the content alone is nobody's.
 */
export const getEvidence =
  ({ store, accessTo, namesFile, isFrom, open }: EvidenceNeeds) =>
  async (caller: Caller, { entryId, fileId, ...query }: EvidenceQuery): Promise<Evidence> => {
    const personId = query.personId ?? caller.personId;
    const reading = await readingOf({ store, accessTo }, caller, "read", personId);
    const { grant, refusal } = reading;
    const note = noteFor(grant, caller, ["read", "entry"], entryId);
    const { name, isKept } = await store.look(grant, note, async (view) => {
      const history = await view.history(personId, entryId);
      if (refusal !== undefined && (history === undefined || !coversHistory(reading, history))) throw refusal;
      const bodies = history === undefined ? [] : [history.current, ...history.others, ...history.conflicts];
      const names = bodies.flatMap(({ body }) => namesFile(body, fileId) ?? []);
      const isKept = names.length > 0 && (await view.isKept(personId, fileId));
      return { name: names.find((one) => one !== "") ?? names[0], isKept };
    });
    const isOwn = name !== undefined && (isKept || (await isFrom(fileId, personId)));
    const file = isOwn ? await open(fileId) : undefined;
    if (name === undefined || file === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return { content: file.content, name };
  };
