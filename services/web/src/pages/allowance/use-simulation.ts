import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { type AllowanceCalls } from "./calls.ts";
import { type Change, type Simulated } from "./types.ts";

export interface Simulation {
  readonly value: Simulated | undefined;
  readonly problem: Problem | undefined;
  readonly isBusy: boolean;
  again: () => void;
}

/** One tap after another is one question. */
const gatherMs = 250;

/** Asks anew whenever the changes are others; the last answer stays until the next one is there. */
export function useSimulation(
  calls: AllowanceCalls,
  period: string,
  changes: readonly Change[] | undefined,
): Simulation {
  const [value, setValue] = useState<Simulated | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const key = changes === undefined ? undefined : JSON.stringify(changes);
  useEffect(() => {
    if (changes === undefined) return;
    let isCurrent = true;
    const ask = async () => {
      setBusy(true);
      try {
        const answer = await calls.simulate(period, changes);
        if (!isCurrent) return;
        setValue(answer);
        setProblem(undefined);
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        if (isCurrent) setProblem(thrown);
      } finally {
        if (isCurrent) setBusy(false);
      }
    };
    const timer = setTimeout(() => void ask(), gatherMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The changes themselves are made anew at each drawing.
  }, [calls, period, key, round]);
  return { value, problem, isBusy, again: () => setRound((last) => last + 1) };
}
