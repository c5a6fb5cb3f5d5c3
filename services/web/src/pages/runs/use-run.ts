import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { getRun, listFlags, type Part, type Run, type RunFlag } from "./calls.ts";
import { type Pace, paceOf, type Sample, waitMs, withSample } from "./pace.ts";

export interface Opened {
  readonly run: Run;
  readonly flags: Part<RunFlag>;
}

export interface RunControl extends Loaded<Opened> {
  /** Of a run that is being computed, from the second look on. */
  readonly pace: Pace | undefined;
  /** Loads one more page of anomalies. */
  more: () => void;
}

const isRunning = (run: Run | undefined): run is Run => run?.state === "FREEZING" || run?.state === "COMPUTING";
const noFlags: Part<RunFlag> = { items: [], nextPageToken: "" };

/** One run with its anomalies; it renews itself while it is computed, less often while nothing moves. */
export function useRun(agencyId: string, runId: string): RunControl {
  const { client, clock } = useApp().platform;
  const [pages, setPages] = useState(1);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const still = useRef({ mark: "", looks: 0 });
  const loaded = useLoad(async () => {
    const run = await getRun(client, agencyId, runId);
    return { run, flags: isRunning(run) ? noFlags : await listFlags(client, run, pages) };
  }, [client, agencyId, runId, pages]);
  const { value, problem, reload } = loaded;
  useEffect(() => {
    const run = value?.run;
    if (!isRunning(run) || problem) return;
    setSamples((before) => withSample(before, { at: clock.now(), done: run.peopleComputed }));
    const mark = `${run.state} ${String(run.people)} ${String(run.peopleComputed)}`;
    still.current = { mark, looks: mark === still.current.mark ? still.current.looks + 1 : 0 };
    const timer = setTimeout(reload, waitMs(still.current.looks));
    return () => clearTimeout(timer);
  }, [value, problem, reload, clock]);
  return {
    ...loaded,
    value: value?.run.runId === runId ? value : undefined,
    pace: value?.run.state === "COMPUTING" ? paceOf(samples, value.run.people) : undefined,
    more: () => setPages((last) => last + 1),
  };
}
