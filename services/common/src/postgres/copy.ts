import { type Client, type Connection } from "pg";

/** What the driver's connection can do and its types don't say. */
type CopyConnection = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};
type Told = {
  readonly asked?: (connection: CopyConnection) => void;
  readonly data?: (chunk: Buffer) => void;
};

/**
 * One COPY as the driver runs statements; resolves with the number of rows. By hand: the driver reads the messages of a COPY anyway, and pg-copy-streams
 * reads them once more, at twice the cost; of a COPY OUT it also leaves the driver's limit of time running.
 */
function runCopy(client: Client, text: string, { asked, data }: Told): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    const statement = {
      // The driver puts its own in this place, which ends its limit of time.
      callback: (): void => undefined,
      submit: (connection: Connection): void => (connection as unknown as CopyConnection).query(text),
      handleCopyInResponse: (connection: CopyConnection): void => asked?.(connection),
      handleCopyData: ({ chunk }: { readonly chunk: Buffer }): void => data?.(chunk),
      handleCommandComplete(complete: { readonly text: string }): void {
        rows = Number(/\d+$/.exec(complete.text)?.[0] ?? 0);
      },
      handleReadyForQuery(): void {
        statement.callback();
        resolve(rows);
      },
      handleError(error: Error): void {
        statement.callback();
        reject(error);
      },
    };
    client.query(statement);
  });
}

/** In one message the server would have to hold all of it before the first row. */
const pieceBytes = 262_144;

/**
 * Gives rows in the binary format to a table ("name (columns)"). The client must not be pipelined, and is of no further use after an error. Throws when
 * the server takes another number of them.
 */
export async function copyIn(client: Client, into: string, data: Buffer, rows: number): Promise<void> {
  const taken = await runCopy(client, `copy ${into} from stdin (format binary)`, {
    asked: (connection) => {
      for (let at = 0; at < data.length; at += pieceBytes)
        connection.sendCopyFromChunk(data.subarray(at, at + pieceBytes));
      connection.endCopyFrom();
    },
  });
  if (taken !== rows) throw new Error(`${into} took ${taken} of ${rows} rows`);
}

/** Memory that one COPY after the other is read into. */
export type CopyMemory = { buffer: Buffer };
export const copyMemory = (): CopyMemory => ({ buffer: Buffer.allocUnsafe(pieceBytes) });

/**
 * What a query finds, in the binary format. The client must not be pipelined, and is of no further use after an error. `memory`: what is given lies in
 * it until it is read into again.
 */
export async function copyOut(client: Client, query: string, memory: CopyMemory = copyMemory()): Promise<Buffer> {
  let { buffer } = memory;
  let at = 0;
  await runCopy(client, `copy (${query}) to stdout (format binary)`, {
    // A chunk is the driver's own memory, which it uses again.
    data: (chunk) => {
      if (at + chunk.length > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + chunk.length));
        buffer.copy(larger, 0, 0, at);
        buffer = larger;
      }
      at += chunk.copy(buffer, at);
    },
  });
  memory.buffer = buffer;
  return buffer.subarray(0, at);
}
