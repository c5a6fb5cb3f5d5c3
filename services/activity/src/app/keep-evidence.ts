/** A file that entries of a person name. */
export type NamedFile = { readonly fileId: string; readonly personId: string };

/** `isOwn`: it was kept for this person before. */
export type WaitingFile = NamedFile & { readonly isOwn: boolean };

export type EvidenceKeep = {
  /** Files that entries name and that are not kept yet; those that were tried longest ago first. */
  waiting(limit: number): Promise<WaitingFile[]>;
  kept(file: NamedFile): Promise<void>;
  /** It is not there yet, or not of this person. */
  missed(file: NamedFile): Promise<void>;
};

const filesAtOnce = 200;
/** A store that is away would be asked in vain for each; the next look goes on with others. */
const troublesAtMost = 10;

/**
 * Takes files that entries name out of what is swept, if who wrote the entry has uploaded them: whoever was shown the id of a file could name it else, and
 * read it. One look; says how many were kept. Trouble with one file waits behind the others.
 */
export function keepEvidence({
  files,
  store,
  onTrouble,
}: {
  readonly files: {
    keep(fileId: string): Promise<boolean>;
    isFrom(fileId: string, personId: string): Promise<boolean>;
  };
  readonly store: EvidenceKeep;
  readonly onTrouble: (error: unknown) => void;
}): () => Promise<number> {
  const keepOwn = async ({ fileId, personId, isOwn }: WaitingFile): Promise<boolean> =>
    (isOwn || (await files.isFrom(fileId, personId))) && files.keep(fileId);
  return async () => {
    let [kept, troubles] = [0, 0];
    for (const file of await store.waiting(filesAtOnce)) {
      const isKept = await keepOwn(file).catch((error: unknown) => {
        troubles += 1;
        onTrouble(error);
        return false;
      });
      await (isKept ? store.kept(file) : store.missed(file));
      if (isKept) kept += 1;
      if (troubles >= troublesAtMost) break;
    }
    return kept;
  };
}
