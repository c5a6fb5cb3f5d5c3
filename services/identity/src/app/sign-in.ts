import { type Nip, parseNip } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { openSession } from "../domain/session.ts";
import { type AccessStore, type NewId, type NipIndex, type Now, type Passwords, type RefreshTokens } from "./ports.ts";
import { type TokenNeeds, type Tokens, tokensOf } from "./tokens.ts";

export type SignInNeeds = TokenNeeds & {
  readonly access: AccessStore;
  readonly nipIndex: NipIndex;
  readonly nipIndexes: (nip: Nip) => readonly string[];
  readonly passwords: Passwords;
  readonly refreshTokens: RefreshTokens;
  readonly newId: NewId;
  readonly now: Now;
};

export type SignIn = (command: {
  readonly nip: string;
  readonly password: string;
  readonly deviceName: string;
  readonly requestId: string;
}) => Promise<Tokens>;

/** Counts the attempt; refuses while the NIP has to wait, whether anybody has it or not. */
export async function countAttempt(needs: Pick<SignInNeeds, "access" | "now">, nipIndex: string): Promise<void> {
  const waitMs = await needs.access.attempt(nipIndex, needs.now());
  if (waitMs > 0) throw new Refusal("limit", "SIGN_IN_SLOW_DOWN", { retryAfterS: Math.ceil(waitMs / 1000) });
}

/** An unknown NIP and a wrong password take the same time and give the same answer. */
export const signIn =
  (needs: SignInNeeds): SignIn =>
  async ({ nip: typed, password, deviceName, requestId }) => {
    const nip: Nip = parseNip(typed);
    const nipIndex = needs.nipIndex(nip);
    await countAttempt(needs, nipIndex);
    const account = await needs.access.account(needs.nipIndexes(nip));
    const isRight = await needs.passwords.verify(account?.passwordHash, password);
    if (account === undefined || !isRight) throw new Refusal("unauthenticated", "SIGN_IN_FAILED");
    const at = needs.now();
    const id = needs.newId();
    const refresh = needs.refreshTokens.first(id);
    const session = openSession({ id, personId: account.personId, deviceName, refreshHash: refresh.hash }, at);
    await needs.access.signIn(session, nipIndex, { actor: account.personId, role: "SELF", requestId, at });
    return tokensOf(needs, session, refresh.token);
  };
