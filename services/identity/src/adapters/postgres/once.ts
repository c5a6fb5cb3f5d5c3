import { type Db, onceByRequest } from "@kinerja/common/postgres";

import { type Cause } from "../../app/ports.ts";

/** The same command again does nothing and gives the id that the first one gave. */
export async function onceById({ actor, request }: Cause, tx: Db, work: () => Promise<string>): Promise<string> {
  if (request === undefined) return work();
  const answer = await onceByRequest(tx, { subject: actor, ...request }, async () => Buffer.from(await work()));
  return Buffer.from(answer).toString();
}
