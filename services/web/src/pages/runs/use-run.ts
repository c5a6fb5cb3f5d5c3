import { useEffect, useState } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { getRun, listFlags, type Part, type Run, type RunFlag } from "./calls.ts";

export interface Opened {
  readonly run: Run;
  readonly flags: Part<RunFlag>;
}

export interface RunControl extends Loaded<Opened> {
  /** Loads one more page of anomalies. */
  more: () => void;
}

const progressMs = 2_000;

const isRunning = (run: Run | undefined): boolean => run?.state === "FREEZING" || run?.state === "COMPUTING";

/** One run with its anomalies; it renews itself while it is computed. */
export function useRun(agencyId: string, runId: string): RunControl {
  const { client } = useApp().platform;
  const [pages, setPages] = useState(1);
  const loaded = useLoad(async () => {
    const run = await getRun(client, agencyId, runId);
    return { run, flags: await listFlags(client, run, pages) };
  }, [client, agencyId, runId, pages]);
  const { value, problem, reload } = loaded;
  useEffect(() => {
    if (!isRunning(value?.run) || problem) return;
    const timer = setTimeout(reload, progressMs);
    return () => clearTimeout(timer);
  }, [value, problem, reload]);
  return {
    ...loaded,
    value: value?.run.runId === runId ? value : undefined,
    more: () => setPages((last) => last + 1),
  };
}
