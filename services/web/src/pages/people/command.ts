import { type Platform } from "../../state/platform.ts";

export type Command = <Answer>(
  path: string,
  body: object,
  how?: { readonly key?: string; readonly timeoutMs?: number },
) => Promise<Answer>;

/** Sends a command under a key of its own, so that sent twice it is done once. */
export const commandOf =
  ({ client, newId }: Platform): Command =>
  (path, body, { key = newId(), timeoutMs } = {}) =>
    client.post(path, body, {
      headers: { "idempotency-key": key },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });

export const agencyPath = (agencyId: string): string => `/v1/agencies/${agencyId}`;

/** Reading a file of the greatest size takes the server a while. */
export const fileLimitMs = 180_000;
