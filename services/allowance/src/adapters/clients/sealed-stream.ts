import { createHash } from "node:crypto";

import { type ClientReadableStream, type Metadata, type ServiceError } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { fromServiceError, metadataFor } from "@kinerja/common/grpc";

import { type Sealed } from "../../app/ports.ts";

/** Longest patience with one stream; an agency of 100,000 people takes some seconds. */
const deadlineMs = 55_000;
/** More rows than any agency of the country has. */
const mostRows = 1_000_000;

export type Trailer = { readonly count?: bigint | undefined; readonly sha256?: string | undefined };
export type Open<Message> = (metadata: Metadata, options: { deadline: number }) => ClientReadableStream<Message>;

const mismatch = (input: string): Refusal => new Refusal("refused", "INPUT_MISMATCH", { input });

/**
 * Reads a stream of rows whose last message says how many there were and what their bytes hash to. Rows that do not meet the trailer, or a trailer that
 * does not meet what was sealed, are refused: nobody is paid by half a list.
 */
export async function readSealed<Message extends Trailer, Row>(
  input: string,
  open: Open<Message>,
  row: { readonly of: (message: Message) => Row | undefined; readonly encode: (row: Row) => Uint8Array },
  expected?: Pick<Sealed, "count" | "sha256">,
): Promise<{ readonly rows: Row[]; readonly seal: Pick<Sealed, "count" | "sha256"> }> {
  const stream = open(metadataFor({}), { deadline: Date.now() + deadlineMs });
  const hash = createHash("sha256");
  const rows: Row[] = [];
  let trailer: Trailer | undefined;
  try {
    for await (const message of stream as AsyncIterable<Message>) {
      const found = row.of(message);
      if (trailer !== undefined || rows.length >= mostRows) throw mismatch(input);
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
  const seal = { count: BigInt(rows.length), sha256: hash.digest("hex") };
  const meets = (wanted: Trailer | undefined): boolean => wanted?.count === seal.count && wanted.sha256 === seal.sha256;
  if (!meets(trailer) || (expected && !meets(expected))) throw mismatch(input);
  return { rows, seal };
}
