import { type Inputs, useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";

export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly problem: Problem | undefined;
  reload: () => void;
}

/** Pause before trying again by itself after a passing problem. */
const retryMs = [4_000, 8_000, 15_000, 30_000, 60_000];

/** Loads a value, keeps the last good one, and tries again by itself while the problem is a passing one. */
export function useLoad<Value>(load: () => Promise<Value>, inputs: Inputs, initial?: Value): Loaded<Value> {
  const [value, setValue] = useState(initial);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [round, setRound] = useState(0);
  const failures = useRef(0);
  const reload = useCallback(() => setRound((last) => last + 1), []);

  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    load()
      .then((loaded) => {
        if (!isCurrent) return;
        failures.current = 0;
        setValue(loaded);
        setProblem(undefined);
      })
      .catch((thrown: unknown) => {
        if (!isCurrent) return;
        const failed = thrown instanceof Problem ? thrown : new Problem({ status: 0, code: "UNREADABLE" });
        setProblem(failed);
        if (!failed.isPassing) return;
        const waitMs = Math.max(failed.retryAfterMs ?? 0, retryMs[Math.min(failures.current, 4)] ?? 60_000);
        failures.current += 1;
        timer = setTimeout(reload, waitMs);
      });
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The loader is made anew at each drawing; its inputs say when it means something else.
  }, [...inputs, round]);

  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && reload();
    addEventListener("online", reload);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      removeEventListener("online", reload);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [reload]);

  return { value, problem, reload };
}

/** The same for what belongs to a key: that of no other key is shown while the new one is on its way. */
export function useLoadOf<Value>(key: string, load: () => Promise<Value>, inputs: Inputs = []): Loaded<Value> {
  const { value, problem, reload } = useLoad(async () => ({ key, loaded: await load() }), [key, ...inputs]);
  return { value: value?.key === key ? value.loaded : undefined, problem, reload };
}
