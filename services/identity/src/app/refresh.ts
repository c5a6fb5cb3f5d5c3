import { Refusal } from "@kinerja/common/errors";

import { refreshSession } from "../domain/session.ts";
import { type AccessStore, type Now, type RefreshTokens } from "./ports.ts";
import { type TokenNeeds, type Tokens, tokensOf } from "./tokens.ts";

export type Refresh = (command: { readonly refreshToken: string; readonly requestId: string }) => Promise<Tokens>;

export type RefreshNeeds = TokenNeeds & {
  readonly access: AccessStore;
  readonly refreshTokens: RefreshTokens;
  readonly now: Now;
};

/** Two calls at once with one token get the same successor. */
export const refresh =
  (needs: RefreshNeeds): Refresh =>
  async ({ refreshToken, requestId }) => {
    const presented = needs.refreshTokens.read(refreshToken);
    if (presented === undefined) throw new Refusal("unauthenticated", "REFRESH_INVALID");
    const successor = needs.refreshTokens.successor(refreshToken);
    const at = needs.now();
    const refreshed = await needs.access.changeSession(
      presented.sessionId,
      (session) => refreshSession(session, presented, successor.hash, at),
      { actor: "system/identity", role: "SELF", requestId, at },
    );
    if (refreshed === undefined) throw new Refusal("unauthenticated", "REFRESH_INVALID");
    if (refreshed.outcome === "reused") throw new Refusal("unauthenticated", "SESSION_ENDED");
    return tokensOf(needs, refreshed.state, successor.token);
  };
