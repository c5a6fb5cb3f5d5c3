import { createHash } from "node:crypto";

import { type ClientReadableStream, type Metadata, type ServiceError } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { fromServiceError, metadataFor } from "@kinerja/common/grpc";

import { type Sealed } from "../../app/ports.ts";

/** As long as the services let such a stream run; ten million rows take less. */
const deadlineMs = 600_000;
/** More rows than the country has. */
const mostRows = 10_000_000;
/** More in one message are no cheaper, and lie in memory until they are taken. */
export const rowsPerMessage = 200;

/** Rows, or the trailer with which a stream ends. */
export type Message = {
  readonly count?: bigint | undefined;
  readonly sha256?: string | undefined;
  readonly rows: readonly Uint8Array[];
};
export type Open<M> = (metadata: Metadata, options: { deadline: number }) => ClientReadableStream<M>;
type Seal = Pick<Sealed, "count" | "sha256">;

/** How rows are read. A service that does not know of many rows in a message gives one in each, which is encoded anew for the hash. */
export type Reading<M, Row> = {
  readonly decode: (bytes: Uint8Array) => Row;
  readonly one: (message: M) => { readonly row: Row; readonly bytes: Uint8Array } | undefined;
};

export type SealedStream<Row> = {
  /** Read once, by messages or by rows; the call begins with the first that is asked for. */
  readonly batches: AsyncIterable<readonly Row[]>;
  readonly rows: AsyncIterable<Row>;
  /** Reads what is left, and gives the seal of all. Whatever does not meet it is INPUT_MISMATCH. */
  end(): Promise<Seal>;
  close(): void;
};

type Named = { readonly personId: string };

/** Counts, hashes and compares while the rows go by. */
function createCheck(input: string, expected: Seal | undefined) {
  const hash = createHash("sha256");
  const mismatch = (): Refusal => new Refusal("refused", "INPUT_MISMATCH", { input });
  let [count, person]: [number, string] = [0, ""];
  let trailer: Pick<Message, "count" | "sha256"> | undefined;
  return {
    /** Nothing follows the trailer, and nobody comes before who was there already. */
    row({ personId }: Named, bytes: Uint8Array): void {
      if (trailer !== undefined || personId < person || ++count > mostRows) throw mismatch();
      person = personId;
      hash.update(bytes);
    },
    trailer(message: Message): void {
      if (trailer !== undefined) throw mismatch();
      trailer = message;
    },
    seal(): Seal {
      const seal = { count: BigInt(count), sha256: hash.digest("hex") };
      const meets = (wanted: typeof trailer): boolean => wanted?.count === seal.count && wanted.sha256 === seal.sha256;
      if (!meets(trailer) || (expected && !meets(expected))) throw mismatch();
      return seal;
    },
    mismatch,
  };
}

/**
 * Rows in the order of person ids, as they come: the sender waits while nobody takes them. The last message says how many there were and what their
 * bytes hash to. Rows that do not meet the trailer, or a trailer that does not meet what was sealed, are refused: nobody is paid by half a list.
 */
export function sealedStream<M extends Message, Row extends Named>(
  input: string,
  open: Open<M>,
  reading: Reading<M, Row>,
  expected?: Seal,
): SealedStream<Row> {
  const check = createCheck(input, expected);
  let stream: ClientReadableStream<M> | undefined;
  let seal: Seal | undefined;

  const rowsOf = (message: M): Row[] => {
    const rows = message.rows.map((bytes) => {
      const row = reading.decode(bytes);
      check.row(row, bytes);
      return row;
    });
    const one = reading.one(message);
    if (one === undefined) return rows;
    check.row(one.row, one.bytes);
    return [...rows, one.row];
  };

  async function* read(): AsyncGenerator<readonly Row[]> {
    stream = open(metadataFor({}), { deadline: Date.now() + deadlineMs });
    try {
      for await (const message of stream as AsyncIterable<M>) {
        const rows = rowsOf(message);
        if (rows.length > 0) yield rows;
        else check.trailer(message);
      }
      seal = check.seal();
    } catch (error) {
      throw error instanceof Refusal ? error : fromServiceError(error as ServiceError);
    } finally {
      stream.cancel();
    }
  }

  const batches = read();
  async function* oneByOne(): AsyncGenerator<Row> {
    for await (const rows of batches) yield* rows;
  }
  return {
    batches,
    rows: oneByOne(),
    async end() {
      while ((await batches.next()).done !== true);
      // Left before the end, or refused: whoever asks again is not told that all is well.
      if (seal === undefined) throw check.mismatch();
      return seal;
    },
    close: () => stream?.cancel(),
  };
}
