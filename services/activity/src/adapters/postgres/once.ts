import { type Db, onceByRequest } from "@kinerja/common/postgres";

import { type Caller } from "../../app/authorise.ts";

/** Runs a command once for its Idempotency-Key, in its transaction; the answer is kept as JSON. */
export async function onceAs<T>(
  tx: Db,
  caller: Caller,
  method: string,
  command: unknown,
  work: () => Promise<T>,
): Promise<T> {
  if (caller.requestKey === undefined) return work();
  const request = {
    subject: caller.personId,
    key: caller.requestKey,
    method,
    body: Buffer.from(JSON.stringify(command)),
  };
  const answer = await onceByRequest(tx, request, async () => Buffer.from(JSON.stringify(await work())));
  return JSON.parse(Buffer.from(answer).toString()) as T;
}
