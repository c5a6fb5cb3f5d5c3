import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import { isUuid } from "@kinerja/common/kernel";

import { type IssuedToken, type RefreshTokens } from "../../app/ports.ts";
import { type PresentedToken } from "../../domain/session.ts";
import { deriveKey } from "./secrets.ts";

const [generationBytes, secretBytes, tagBytes] = [4, 32, 16];
const bodyBytes = generationBytes + secretBytes;
type Parts = { readonly sessionId: string; readonly generation: number; readonly secret: Buffer };

/**
 * `rt1.<session>.<generation, secret, tag>`. The tag tells an old token of ours (stolen, if it comes again) from a made-up one, which must not be
 * able to end a session. The next secret is an HMAC over the present one: whoever has only the database or only the key cannot make it.
 */
export function openRefreshTokens(master: Buffer): RefreshTokens {
  const [tagKey, nextKey] = [deriveKey(master, "refresh-tag"), deriveKey(master, "refresh-next")];
  const tagOf = (sessionId: string, body: Buffer): Buffer =>
    createHmac("sha256", tagKey).update(sessionId).update(body).digest().subarray(0, tagBytes);
  const hashOf = (secret: Buffer): string => createHash("sha256").update(secret).digest("hex");

  function issue({ sessionId, generation, secret }: Parts): IssuedToken {
    const body = Buffer.alloc(bodyBytes);
    body.writeUInt32BE(generation, 0);
    secret.copy(body, generationBytes);
    const text = Buffer.concat([body, tagOf(sessionId, body)]).toString("base64url");
    return { token: `rt1.${sessionId}.${text}`, hash: hashOf(secret) };
  }

  function parse(token: string): Parts | undefined {
    const [kind, sessionId = "", text = "", ...rest] = token.split(".");
    const bytes = Buffer.from(text, "base64url");
    if (kind !== "rt1" || rest.length > 0 || !isUuid(sessionId) || bytes.length !== bodyBytes + tagBytes)
      return undefined;
    const body = bytes.subarray(0, bodyBytes);
    if (!timingSafeEqual(bytes.subarray(bodyBytes), tagOf(sessionId, body))) return undefined;
    return { sessionId, generation: body.readUInt32BE(0), secret: body.subarray(generationBytes) };
  }

  return {
    first: (sessionId) => issue({ sessionId, generation: 0, secret: randomBytes(secretBytes) }),
    read: (token): PresentedToken | undefined => {
      const parts = parse(token);
      return parts && { sessionId: parts.sessionId, generation: parts.generation, hash: hashOf(parts.secret) };
    },
    successor: (token) => {
      const parts = parse(token);
      if (parts === undefined) throw new Error("only a token that was read has a successor");
      const generation = parts.generation + 1;
      const secret = createHmac("sha256", nextKey).update(`${parts.sessionId}/${generation}/`).update(parts.secret);
      return issue({ sessionId: parts.sessionId, generation, secret: secret.digest() });
    },
  };
}
