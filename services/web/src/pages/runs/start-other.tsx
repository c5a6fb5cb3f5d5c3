import { useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { createActs, type RunKind } from "./calls.ts";
import { type Place, runAddress } from "./place.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

/** Kinds of which a month has a run beside its own. */
export const otherKinds: readonly RunKind[] = ["THR", "GAJI13", "RAPEL"];

/** Runs beside that of the month: holiday allowance, thirteenth month, arrears. */
export function StartOther({ place: { agency, period, start: asked } }: { place: Place }) {
  const w = useWords(stageWords);
  const { started, starting } = useWords(words);
  const { f, platform } = useApp();
  const act = useAct();
  const [kind, setKind] = useState<RunKind>(asked ?? "RAPEL");
  const start = () => {
    let runId = "";
    const work = async () => {
      runId = (await createActs(platform).start(agency.agencyId, period, kind)).run.runId;
    };
    void act.run(work, started, () => navigate(runAddress(agency.agencyId, period, runId)));
  };
  return (
    <details class="fold" open={asked !== undefined}>
      <summary>
        <Icon name="right" chevron />
        {w.other}
      </summary>
      <div class="card stack">
        <Field label={w.kind} hint={w.kindText[kind]}>
          <select class="in" value={kind} onChange={(event) => setKind(event.currentTarget.value as RunKind)}>
            {otherKinds.map((one) => (
              <option key={one} value={one}>
                {w.kinds[one]}
              </option>
            ))}
          </select>
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button type="button" class="btn" aria-busy={act.isBusy} disabled={act.isBusy} onClick={start}>
          {act.isBusy ? starting : w.startKind(w.kinds[kind] ?? kind, f.monthYear(period))}
        </button>
      </div>
    </details>
  );
}
