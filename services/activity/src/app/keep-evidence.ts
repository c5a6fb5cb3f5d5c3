export type EvidenceKeep = {
  /** Files that entries name and that are not kept yet; those that were tried longest ago first. */
  waiting(limit: number): Promise<string[]>;
  kept(fileIds: readonly string[]): Promise<void>;
  /** They are not there yet. */
  missed(fileIds: readonly string[]): Promise<void>;
};

const filesAtOnce = 200;

/** Takes files that entries name out of what is swept. One look; says how many were kept. */
export const keepEvidence =
  ({ files, store }: { files: { keep(fileId: string): Promise<boolean> }; store: EvidenceKeep }) =>
  async (): Promise<number> => {
    const [kept, missed]: [string[], string[]] = [[], []];
    for (const fileId of await store.waiting(filesAtOnce)) ((await files.keep(fileId)) ? kept : missed).push(fileId);
    if (kept.length > 0) await store.kept(kept);
    if (missed.length > 0) await store.missed(missed);
    return kept.length;
  };
