import { type PersonId, parseNip } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { readCode } from "../domain/activation-code.ts";
import { checkPassword } from "../domain/password.ts";
import { openSession } from "../domain/session.ts";
import { countAttempt, type SignInNeeds } from "./sign-in.ts";
import { type Tokens, tokensOf } from "./tokens.ts";

/** Binds a code to its person, so that a stolen table of hashes helps nobody. */
export type HashCode = (personId: PersonId, code: string) => string;

export type Activate = (command: {
  readonly nip: string;
  readonly code: string;
  readonly newPassword: string;
  readonly deviceName: string;
  readonly requestId: string;
}) => Promise<Tokens>;

/** Nobody: looked up instead of an unknown NIP, so that both take the same way. */
const nobody = "00000000-0000-0000-0000-000000000000" as PersonId;

export const activate =
  (needs: SignInNeeds & { readonly hashCode: HashCode }): Activate =>
  async ({ nip: typed, code, newPassword, deviceName, requestId }) => {
    const nip = parseNip(typed);
    checkPassword(newPassword, nip);
    const nipIndex = needs.nipIndex(nip);
    await countAttempt(needs, nipIndex);
    const account = await needs.access.account(needs.nipIndexes(nip));
    const personId = account?.personId ?? nobody;
    const passwordHash = await needs.passwords.hash(newPassword);
    const at = needs.now();
    const id = needs.newId();
    const refresh = needs.refreshTokens.first(id);
    const session = openSession({ id, personId, deviceName, refreshHash: refresh.hash }, at);
    const codeHash = needs.hashCode(personId, readCode(code));
    const cause = { actor: personId, role: "SELF", requestId, at };
    const done = await needs.access.activate({ personId, nipIndex, codeHash, passwordHash, session }, cause);
    if (!done) throw new Refusal("refused", "CODE_INVALID");
    return tokensOf(needs, session, refresh.token);
  };
