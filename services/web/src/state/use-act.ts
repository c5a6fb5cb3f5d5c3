import { useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";
import { useApp } from "./context.ts";

export interface Act {
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** Does it, says what happened, and then goes on; a failure stays as `problem`. */
  run: (work: () => Promise<unknown>, done: string, then: () => void) => Promise<void>;
}

export function useAct(): Act {
  const { notify } = useApp();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const run: Act["run"] = async (work, done, then) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      notify({ text: done });
      then();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, run };
}
