export type EvidenceKeep = {
  /** Files that entries name and that are not kept yet; those that were tried longest ago first. */
  waiting(limit: number): Promise<string[]>;
  kept(fileIds: readonly string[]): Promise<void>;
  /** They are not there yet. */
  missed(fileIds: readonly string[]): Promise<void>;
};

const filesAtOnce = 200;
/** A store that is away would be asked in vain for each; the next look goes on with others. */
const troublesAtMost = 10;

/** Takes files that entries name out of what is swept. One look; says how many were kept. Trouble with one file waits behind the others. */
export function keepEvidence({
  files,
  store,
  onTrouble,
}: {
  readonly files: { keep(fileId: string): Promise<boolean> };
  readonly store: EvidenceKeep;
  readonly onTrouble: (error: unknown) => void;
}): () => Promise<number> {
  return async () => {
    let [kept, troubles] = [0, 0];
    for (const fileId of await store.waiting(filesAtOnce)) {
      const isKept = await files.keep(fileId).catch((error: unknown) => {
        troubles += 1;
        onTrouble(error);
        return false;
      });
      await (isKept ? store.kept([fileId]) : store.missed([fileId]));
      if (isKept) kept += 1;
      if (troubles >= troublesAtMost) break;
    }
    return kept;
  };
}
