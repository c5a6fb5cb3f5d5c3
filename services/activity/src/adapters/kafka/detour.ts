import { type Timers } from "@kinerja/common/messaging";

export type DetourOptions<Batch, Result> = {
  /** Resolves when the log has it; may take for ever while the log is away, and can't be called back. */
  readonly toLog: (batch: Batch) => Promise<Result>;
  /** Resolves when it is kept elsewhere, from where it comes into the log later. */
  readonly toSpool: (batch: Batch) => Promise<Result>;
  /** How long a batch waits for the log before it is kept elsewhere as well. */
  readonly patienceMs: number;
  readonly timers: Timers;
  /** Neither takes it; tried again. */
  readonly onTrouble: (error: unknown) => void;
  /** From now on, or no more. */
  readonly onDetour?: (isOpen: boolean) => void;
};

/** How soon one of the two is tried again after it has failed. */
const againMs = 500;

/**
 * Gives batches to the log, one after another, and to the spool while the log does not answer. The batch that made it stuck is still on its way and may
 * arrive: it is then there twice, which ids and versions make harmless. When it arrives, or fails, the log is asked again.
 */
export function createDetour<Batch, Result>(options: DetourOptions<Batch, Result>): (batch: Batch) => Promise<Result> {
  const { toLog, toSpool, patienceMs, timers, onTrouble, onDetour } = options;
  let stuck: Promise<void> | undefined;

  const within = (sent: Promise<Result>): Promise<{ result: Result } | undefined> =>
    new Promise((resolve) => {
      const cancel = timers.after(patienceMs, () => resolve(undefined));
      sent.then(
        (result) => resolve({ result }),
        (error: unknown) => {
          onTrouble(error);
          resolve(undefined);
        },
      ).finally(cancel); // prettier-ignore
    });

  const pause = (): Promise<void> => new Promise((resolve) => void timers.after(againMs, resolve));

  function hold(sent: Promise<Result>): void {
    const isOver = (): void => {
      stuck = undefined;
      onDetour?.(false);
    };
    onDetour?.(true);
    stuck = sent.then(isOver, () => pause().then(isOver));
  }

  /** Whichever comes back first takes it. */
  async function keep(batch: Batch): Promise<Result> {
    while (stuck !== undefined) {
      try {
        return await toSpool(batch);
      } catch (error) {
        onTrouble(error);
        await Promise.race([stuck, pause()]);
      }
    }
    return send(batch);
  }

  async function send(batch: Batch): Promise<Result> {
    if (stuck !== undefined) return keep(batch);
    const sent = toLog(batch);
    const inTime = await within(sent);
    if (inTime !== undefined) return inTime.result;
    hold(sent);
    return Promise.any([sent, keep(batch)]);
  }
  return send;
}
