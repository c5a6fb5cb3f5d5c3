import { type Db, earlierAnswer, onceByRequest, type RequestKey } from "@kinerja/common/postgres";

import { type Caller } from "../../app/authorise.ts";

const requestOf = (caller: Caller, method: string, command: unknown): RequestKey => ({
  ...{ subject: caller.personId, key: caller.requestKey, method },
  body: Buffer.from(JSON.stringify(command)),
});

const read = (answer: Uint8Array): unknown => JSON.parse(Buffer.from(answer).toString());

/** Runs a command once for its Idempotency-Key, in its transaction; the answer is kept as JSON. */
export async function onceAs<T>(
  tx: Db,
  caller: Caller,
  method: string,
  command: unknown,
  work: () => Promise<T>,
): Promise<T> {
  if (caller.requestKey === undefined) return work();
  const request = requestOf(caller, method, command);
  return read(await onceByRequest(tx, request, async () => Buffer.from(JSON.stringify(await work())))) as T;
}

/** What `onceAs` has answered to this Idempotency-Key before. */
export async function answeredAs<T>(tx: Db, caller: Caller, method: string, command: unknown): Promise<T | undefined> {
  const earlier = await earlierAnswer(tx, requestOf(caller, method, command));
  return earlier === undefined ? undefined : (read(earlier) as T);
}
