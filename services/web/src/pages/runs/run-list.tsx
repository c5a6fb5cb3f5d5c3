import { type IconName } from "../../components/icon.tsx";
import { State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Run } from "./calls.ts";
import { runAddress } from "./place.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

const tones: Readonly<Record<Run["state"], readonly [Tone, IconName]>> = {
  FREEZING: ["info", "clock"],
  COMPUTING: ["info", "clock"],
  COMPUTED: ["wait", "clock"],
  POSTED: ["ok", "done"],
  SETTLED: ["ok", "done"],
  FAILED: ["bad", "warn"],
  UNSPECIFIED: ["plain", "info"],
};

interface RunListProps {
  readonly agencyId: string;
  readonly runs: readonly Run[];
  readonly shown: string | undefined;
}

/** Runs of the agency, newest first. */
export function RunList({ agencyId, runs, shown }: RunListProps) {
  const w = useWords(words);
  const stage = useWords(stageWords);
  const { f } = useApp();
  return (
    <section class="card flush" aria-labelledby="h-runs">
      <header>
        <h2 id="h-runs">{w.list.title}</h2>
        <a class="btn link end" href={`/data-penggajian?instansi=${agencyId}`}>
          {w.facts}
        </a>
      </header>
      {runs.length === 0 && <p class="sm muted inset">{w.list.empty}</p>}
      <ul class="list">
        {runs.map((run) => (
          <li key={run.runId} class="item roomy">
            <div>
              <p class="t">
                <a
                  class="tall"
                  href={runAddress(run.agencyId, run.period, run.runId)}
                  aria-current={run.runId === shown ? "true" : undefined}
                >
                  {f.monthYear(run.period)}
                  {run.kind !== "REGULAR" && <> · {stage.kinds[run.kind] ?? run.kind}</>}
                  {run.duesOnly && run.kind !== "RAPEL" && <> · {stage.rest}</>}
                </a>
              </p>
              {run.sha256 !== "" && (
                <p class="m num">
                  {w.batches.rows(run.statements)} · {f.rupiah(run.netRupiah)}
                </p>
              )}
            </div>
            <State tone={tones[run.state][0]} icon={tones[run.state][1]}>
              {w.list.states[run.state]}
            </State>
          </li>
        ))}
      </ul>
    </section>
  );
}
