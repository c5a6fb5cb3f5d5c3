import { closeSync, createReadStream, existsSync, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

/** What a client did to one version of one entry: asked, was acknowledged, was refused, or does not know (operations: invoke, ok, fail, info). */
export interface HistoryLine {
  readonly op: "invoke" | "ok" | "fail" | "info";
  readonly person: string;
  readonly agency: string;
  readonly id: string;
  readonly version: number;
  /** Hash in the receipt; only with "ok". */
  readonly sha256?: string;
}

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

export async function* readHistory(file: string): AsyncGenerator<HistoryLine> {
  if (!existsSync(file)) return;
  for await (const text of createInterface({ input: createReadStream(file) }))
    if (text !== "") yield JSON.parse(text) as HistoryLine;
}
