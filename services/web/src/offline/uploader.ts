import { Problem } from "../api/problem.ts";
import { type Progress, type StoredFile } from "../api/transfer.ts";
import { type KeptFile } from "./kept-file.ts";
import { pauseMs } from "./outbox.ts";

export interface UploaderNeeds {
  readonly read: () => readonly KeptFile[];
  /** Makes a change durable. */
  readonly change: (file: KeptFile) => Promise<void>;
  readonly upload: (content: Blob, onProgress: Progress) => Promise<StoredFile>;
  /** Runs once after the time; the result cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly onProgress: (sending: Sending | undefined) => void;
}

/** The file that is on its way, and how far, 0 to 1. */
export interface Sending {
  readonly fileId: string;
  readonly share: number;
}

export interface Uploader {
  wake: () => void;
  stop: () => void;
}

/** Sends the files that wait, one at a time, until the server has them or refuses them. */
export function startUploader(needs: UploaderNeeds): Uploader {
  let failures = 0;
  let isSending = false;
  let isStopped = false;
  let cancelTimer: (() => void) | undefined;

  async function send(file: KeptFile, content: Blob): Promise<void> {
    const tell = (share: number) => needs.onProgress({ fileId: file.fileId, share });
    tell(0);
    try {
      const { fileId } = await needs.upload(content, tell);
      // Another id is another content: what the entry names did not arrive.
      await needs.change({ ...file, status: fileId === file.fileId ? "sent" : "refused" });
      failures = 0;
    } finally {
      needs.onProgress(undefined);
    }
  }

  /** True when there may be more to send at once. */
  async function sendNext(): Promise<boolean> {
    const file = needs.read().find(({ status }) => status === "waiting");
    if (file === undefined) return false;
    if (file.content === undefined) {
      await needs.change({ ...file, status: "refused" });
      return true;
    }
    try {
      await send(file, file.content);
      return true;
    } catch (thrown) {
      const problem = thrown instanceof Problem ? thrown : new Problem({ status: 0, code: "UNREADABLE" });
      if (!problem.isPassing && problem.status !== 401 && problem.status !== 403) {
        await needs.change({ ...file, status: "refused" });
        return true;
      }
      failures += 1;
      cancelTimer = needs.after(pauseMs(failures, problem.retryAfterMs, needs.random()), wake);
      return false;
    }
  }

  async function run(): Promise<void> {
    while (!isStopped && (await sendNext()));
  }

  function wake(): void {
    if (isSending || isStopped) return;
    cancelTimer?.();
    isSending = true;
    void run()
      // A device that can't write its shelf any more tries again at the next wake.
      .catch(() => undefined)
      .finally(() => {
        isSending = false;
      });
  }

  return {
    wake,
    stop() {
      isStopped = true;
      cancelTimer?.();
    },
  };
}
