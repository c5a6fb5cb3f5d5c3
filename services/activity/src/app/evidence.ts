import { Refusal } from "@kinerja/common/errors";

import { type AccessTo, authorise, type Caller } from "./authorise.ts";
import { noteFor, type ReadStore } from "./read.ts";

export type EvidenceNeeds = {
  readonly store: ReadStore;
  readonly accessTo: AccessTo;
  /** Whether the client's own bytes of a version name the file. */
  readonly namesFile: (body: Buffer, fileId: string) => boolean;
  readonly open: (fileId: string) => Promise<{ readonly content: AsyncIterable<Buffer> } | undefined>;
};

export type EvidenceQuery = {
  readonly personId?: string | undefined;
  readonly entryId: string;
  readonly fileId: string;
};

/** A file for whoever may read the entry that names it, in whatever version; the content alone is nobody's. */
export const getEvidence =
  ({ store, accessTo, namesFile, open }: EvidenceNeeds) =>
  async (caller: Caller, { entryId, fileId, ...query }: EvidenceQuery): Promise<AsyncIterable<Buffer>> => {
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(accessTo, caller, ["read", "entry"], { personId });
    const note = noteFor(grant, caller, ["read", "entry"], entryId);
    const isNamed = await store.look(grant, note, async (view) => {
      const history = await view.history(personId, entryId);
      const bodies = history === undefined ? [] : [history.current, ...history.others, ...history.conflicts];
      return bodies.some(({ body }) => namesFile(body, fileId));
    });
    const file = isNamed ? await open(fileId) : undefined;
    if (file === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return file.content;
  };
