import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";

/** What a client did to one version of one entry: asked, was acknowledged, was refused, or does not know (operations: invoke, ok, fail, info). */
export interface SentLine {
  readonly op: "invoke" | "ok" | "fail" | "info";
  readonly person: string;
  readonly agency: string;
  readonly id: string;
  readonly version: number;
  /** With "ok" the hash in the receipt; with "invoke" the one that the client made, if it sends bytes of its own. */
  readonly sha256?: string;
  /** Why it was refused, or why nothing is known of it. */
  readonly code?: string;
  /** Milliseconds since 1970, by the client's clock. */
  readonly at?: number;
}

/** A look at one's own day after a receipt, and what it showed. */
export interface OwnRead {
  readonly op: "read";
  readonly person: string;
  readonly date: string;
  /** Place in the log of the receipt that the read carried, "partition:offset". */
  readonly after: string;
  /** The answer said that it may be behind. */
  readonly pending: boolean;
  readonly count: number;
}

export type HistoryLine = SentLine | OwnRead;

export interface Recorder {
  write(line: HistoryLine): void;
  close(): void;
}

/** Appends to a history at once: what a killed launcher has asked for is in it, or the checker would call it invented. */
export function recordHistory(file: string): Recorder {
  const descriptor = openSync(file, "a", 0o600);
  let open = true;
  return {
    write: (line) => {
      if (open) writeSync(descriptor, `${JSON.stringify(line)}\n`);
    },
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

/** A last line that a killed launcher did not finish says nothing. */
export function readHistory(file: string): HistoryLine[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as HistoryLine);
}
