import { type ServiceError } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { fromServiceError, metadataFor } from "@kinerja/common/grpc";
import { type Day, type Period } from "@kinerja/common/kernel";
import { type DirectoryServiceClient, type Employment } from "@kinerja/proto/identity/v1/directory_service";

import { type RosterRow } from "../../domain/gaps.ts";

const deadlineMs = 20_000;
/** More rows than any agency of the country has. */
const mostRows = 1_000_000;

const toRow = ({ employmentId, personId, unitId, primary, validFrom, validTo }: Employment): RosterRow => ({
  ...{ employmentId, personId, unitId, isPrimary: primary },
  validFrom: validFrom as Day,
  validTo: validTo === "" ? undefined : (validTo as Day),
});

/** The roster of a month, whole: a stream that ends before its trailer is refused. */
export async function readRoster(
  client: DirectoryServiceClient,
  request: { readonly agencyId: string; readonly period: Period },
): Promise<readonly RosterRow[]> {
  const stream = client.streamRoster(request, metadataFor({}), { deadline: Date.now() + deadlineMs });
  const rows: RosterRow[] = [];
  let count: bigint | undefined;
  try {
    for await (const message of stream as AsyncIterable<{ employment?: Employment; count?: bigint }>) {
      if (message.employment === undefined) count = message.count;
      else if (rows.push(toRow(message.employment)) > mostRows) break;
    }
  } catch (error) {
    throw fromServiceError(error as ServiceError);
  } finally {
    stream.cancel();
  }
  if (count !== BigInt(rows.length)) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE");
  return rows;
}
