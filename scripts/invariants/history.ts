import { createReadStream, createWriteStream, existsSync, type WriteStream } from "node:fs";
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
  close(): Promise<void>;
}

/** Appends to a history, so that a month that goes on after a stop keeps what came before. */
export function recordHistory(file: string): Recorder {
  const stream: WriteStream = createWriteStream(file, { flags: "a", mode: 0o600 });
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

export async function* readHistory(file: string): AsyncGenerator<HistoryLine> {
  if (!existsSync(file)) return;
  for await (const text of createInterface({ input: createReadStream(file) }))
    if (text !== "") yield JSON.parse(text) as HistoryLine;
}
