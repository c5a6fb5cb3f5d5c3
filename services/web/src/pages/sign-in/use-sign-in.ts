import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { useApp } from "../../state/context.ts";

export interface SignInControl {
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** Seconds until the next attempt is taken; 0 when one may try. */
  readonly waitS: number;
  run: (attempt: () => Promise<unknown>) => Promise<void>;
}

/** Makes an attempt to sign in and counts down what the server asks to wait. Being signed in moves the page by itself. */
export function useSignIn(): SignInControl {
  const { session } = useApp();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [waitS, setWaitS] = useState(0);
  const isGone = useRef(false);
  useEffect(() => () => void (isGone.current = true), []);

  useEffect(() => {
    if (waitS <= 0) return;
    const timer = setTimeout(() => setWaitS(waitS - 1), 1_000);
    return () => clearTimeout(timer);
  }, [waitS]);

  async function run(attempt: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await attempt();
      const hindrance = await session.check();
      if (hindrance) throw hindrance;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setWaitS(Math.ceil((thrown.retryAfterMs ?? 0) / 1_000));
    } finally {
      if (!isGone.current) setBusy(false);
    }
  }
  return { isBusy, problem, waitS, run };
}

/** The server's sentence about one field of the form. */
export const fieldError = (problem: Problem | undefined, pointer: string): string | undefined =>
  problem?.errors.find((error) => error.pointer === pointer)?.detail;
