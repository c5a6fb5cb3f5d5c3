import { createHash } from "node:crypto";

import { Refusal } from "../errors/index.ts";
import { type Db, lockKey } from "./db.ts";

export type RequestKey = {
  readonly subject: string;
  /** Idempotency-Key of the call; without one the work simply runs. */
  readonly key: string | undefined;
  readonly method: string;
  readonly body: Uint8Array;
};

const hashOf = ({ method, body }: RequestKey): Buffer =>
  createHash("sha256").update(method).update("\0").update(body).digest();

/** The first answer to this key, which others wait for until the commit; undefined where there is none yet, or no key. Table request_key. */
export async function earlierAnswer(tx: Db, request: RequestKey): Promise<Uint8Array | undefined> {
  const { subject, key } = request;
  if (key === undefined) return undefined;
  const [, [earlier]] = await Promise.all([
    lockKey(tx, `request/${subject}/${key}`),
    tx.query<{ body_sha256: Buffer; response: Buffer }>(
      "select body_sha256, response from request_key where subject = $1 and key = $2",
      [subject, key],
    ),
  ]);
  if (earlier && !earlier.body_sha256.equals(hashOf(request))) throw new Refusal("conflict", "IDEMPOTENCY_KEY_REUSED");
  return earlier?.response;
}

/** Runs `work` once for this key, in the command's transaction; the same key again gives the first answer. Table request_key. */
export async function onceByRequest(tx: Db, request: RequestKey, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const { subject, key, method } = request;
  if (key === undefined) return work();
  const earlier = await earlierAnswer(tx, request);
  if (earlier) return earlier;
  const response = await work();
  await tx.query("insert into request_key (subject, key, method, body_sha256, response) values ($1, $2, $3, $4, $5)", [
    ...[subject, key, method, hashOf(request)],
    Buffer.from(response),
  ]);
  return response;
}
