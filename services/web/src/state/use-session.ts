import { useCallback, useEffect, useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";
import { type Me } from "../api/types.ts";
import { readLocal, writeLocal } from "./local.ts";
import { type Platform } from "./platform.ts";

export type Session =
  | { readonly status: "starting" }
  | { readonly status: "failed"; readonly problem: Problem }
  | { readonly status: "out" }
  /** `isExpired`: the page stays as it is, so that nothing typed is lost, but somebody has to sign in again. */
  | { readonly status: "in"; readonly me: Me; readonly isExpired: boolean };

export interface SessionControl {
  readonly session: Session;
  /** Asks the server who is signed in; resolves with what hindered it. */
  check: () => Promise<Problem | undefined>;
  /** Ends the session here and at the server; rejects with a Problem when the server could not be told. */
  signOut: () => Promise<void>;
}

function remembered(): Session {
  const me = readLocal("me") as Me | undefined;
  return me === undefined ? { status: "starting" } : { status: "in", me, isExpired: false };
}

/** Removes what belongs to the person; the outbox stays, it is sent after the next sign-in. */
function forgetPerson(): void {
  for (const name of ["me", "today", "draft", "place"]) writeLocal(name, undefined);
}

export function useSession({ api, onSignedOut }: Platform): SessionControl {
  const [session, setSession] = useState<Session>(remembered);

  useEffect(
    () =>
      onSignedOut(() => setSession((now) => (now.status === "in" ? { ...now, isExpired: true } : { status: "out" }))),
    [onSignedOut],
  );

  const check = useCallback(async () => {
    try {
      const me = await api.me();
      const before = readLocal("me") as Me | undefined;
      if (before !== undefined && before.personId !== me.personId) forgetPerson();
      writeLocal("me", me);
      setSession({ status: "in", me, isExpired: false });
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.status !== 401) {
        setSession((now) => (now.status === "in" ? now : { status: "failed", problem: thrown }));
      }
      return thrown;
    }
  }, [api]);

  const signOut = useCallback(async () => {
    try {
      await api.signOut();
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
    }
    forgetPerson();
    setSession({ status: "out" });
  }, [api]);

  useEffect(() => void check(), [check]);

  return { session, check, signOut };
}
