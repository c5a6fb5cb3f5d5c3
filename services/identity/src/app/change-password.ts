import { Refusal } from "@kinerja/common/errors";

import { checkPassword } from "../domain/password.ts";
import { type AccessStore, type Caller, type Now, type Passwords } from "./ports.ts";
import { countAttempt } from "./sign-in.ts";

export type ChangePassword = (
  caller: Caller,
  passwords: { readonly oldPassword: string; readonly newPassword: string },
) => Promise<void>;

/** Guessing the old password is slowed down like guessing at the door. */
export const changePassword =
  (needs: { readonly access: AccessStore; readonly passwords: Passwords; readonly now: Now }): ChangePassword =>
  async (caller, { oldPassword, newPassword }) => {
    const account = await needs.access.ownAccount(caller.personId);
    if (account === undefined) throw new Refusal("unauthenticated", "SIGN_IN_FAILED");
    checkPassword(newPassword, account.nip);
    await countAttempt(needs, account.nipIndex);
    if (!(await needs.passwords.verify(account.passwordHash, oldPassword)))
      throw new Refusal("unauthenticated", "SIGN_IN_FAILED");
    const passwordHash = await needs.passwords.hash(newPassword);
    const cause = { actor: caller.personId, role: "SELF", requestId: caller.requestId, at: needs.now() };
    const changed = { personId: caller.personId, passwordHash };
    await needs.access.changePassword({ account: changed, nipIndex: account.nipIndex, keep: caller.sessionId }, cause);
  };
