import { createHash } from "node:crypto";

import { type ClientReadableStream, type Metadata, type ServiceError } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { fromServiceError, metadataFor } from "@kinerja/common/grpc";

/** An agency of 100,000 people takes some seconds. */
const deadlineMs = 55_000;
/** More rows than any agency of the country has. */
const mostRows = 1_000_000;

export type Seal = { readonly count: bigint; readonly sha256: string };
type Trailer = { readonly count?: bigint | undefined; readonly sha256?: string | undefined };

/** Reads rows whose last message says how many there were and what their bytes hash to. What does not meet it, or what was sealed, is refused. */
export async function readSealed<Message extends Trailer, Row>(
  input: string,
  open: (metadata: Metadata, options: { deadline: number }) => ClientReadableStream<Message>,
  row: { readonly of: (message: Message) => Row | undefined; readonly encode: (row: Row) => Uint8Array },
  expected?: Seal,
): Promise<readonly Row[]> {
  const mismatch = (): Refusal => new Refusal("refused", "INPUT_MISMATCH", { input });
  const stream = open(metadataFor({}), { deadline: Date.now() + deadlineMs });
  const hash = createHash("sha256");
  const rows: Row[] = [];
  let trailer: Trailer | undefined;
  try {
    for await (const message of stream as AsyncIterable<Message>) {
      const found = row.of(message);
      if (trailer !== undefined || rows.length >= mostRows) throw mismatch();
      if (found === undefined) trailer = message;
      else {
        rows.push(found);
        hash.update(row.encode(found));
      }
    }
  } catch (error) {
    throw error instanceof Refusal ? error : fromServiceError(error as ServiceError);
  } finally {
    stream.cancel();
  }
  const seal: Seal = { count: BigInt(rows.length), sha256: hash.digest("hex") };
  const meets = (wanted: Trailer | undefined): boolean => wanted?.count === seal.count && wanted.sha256 === seal.sha256;
  if (!meets(trailer) || (expected !== undefined && !meets(expected))) throw mismatch();
  return rows;
}
