import { EvidenceFiles } from "../../components/evidence-files.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, State } from "../../components/parts.tsx";
import { runKindWords } from "../../i18n/run-kinds.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { type Loaded } from "../../state/use-load.ts";
import { useAllowanceCalls } from "./calls.ts";
import { objectionWords } from "./objection-words.ts";
import { type Objection, type Summary } from "./types.ts";

interface CardProps {
  readonly objections: Loaded<readonly Objection[]>;
  /** All own ones, which say of what kind the run was. */
  readonly statements: readonly Summary[];
}

/** What the person has objected to, of all months, and what came of it. */
export function ObjectionsCard({ objections, statements }: CardProps) {
  const w = useWords(objectionWords);
  const { value, problem, reload } = objections;
  if (value === undefined && problem) return <ProblemNote problem={problem} title={w.failed} onRetry={reload} />;
  if (value === undefined || value.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-objections">
      <header>
        <h2 id="h-objections">{w.title}</h2>
      </header>
      <ul class="list">
        {value.map((objection) => (
          <Item
            key={objection.objectionId}
            objection={objection}
            statement={statements.find(({ runId }) => runId === objection.runId)}
            onChange={reload}
          />
        ))}
      </ul>
    </section>
  );
}

function StateOf({ objection: { state, accepted } }: { objection: Objection }) {
  const w = useWords(objectionWords);
  if (state !== "ANSWERED")
    return (
      <State tone={state === "FILED" ? "wait" : "plain"} icon={state === "FILED" ? "clock" : "cancel"}>
        {w.states[state]}
      </State>
    );
  return (
    <State tone={accepted ? "ok" : "info"} icon={accepted ? "done" : "info"}>
      {accepted ? w.accepted : w.refused}
    </State>
  );
}

interface ItemProps {
  readonly objection: Objection;
  readonly statement: Summary | undefined;
  onChange: () => void;
}

function Item({ objection, statement, onChange }: ItemProps) {
  const w = useWords(objectionWords);
  const kinds = useWords(runKindWords);
  const { f } = useApp();
  const calls = useAllowanceCalls();
  const act = useAct();
  const { objectionId, label, period, reason, answer, state } = objection;
  const { runKind = "REGULAR" } = statement ?? {};
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">
          {w.of(label, f.monthYear(period))}
          {runKind !== "REGULAR" && <> · {kinds[runKind] ?? runKind}</>}
        </h3>
        <p class="m">{f.rupiah(objection.amountRupiah)}</p>
      </div>
      <StateOf objection={objection} />
      <details class="fold full">
        <summary>
          <Icon name="right" chevron />
          {state === "ANSWERED" ? w.answer : w.yourReason}
        </summary>
        <div class="stack tight sm">
          {answer !== "" && <p class="pre">{answer}</p>}
          <p class="pre muted">{reason}</p>
          <Evidence objection={objection} />
          {act.problem && <ProblemNote problem={act.problem} />}
          {state === "FILED" && (
            <button
              type="button"
              class="btn"
              aria-busy={act.isBusy}
              disabled={act.isBusy}
              onClick={() => void act.run(() => calls.withdraw(objectionId), w.withdrawn, onChange)}
            >
              {w.withdraw}
            </button>
          )}
        </div>
      </details>
    </li>
  );
}

function Evidence({ objection: { objectionId, evidenceFileIds, evidenceFileNames } }: { objection: Objection }) {
  const calls = useAllowanceCalls();
  const fetch = (fileId: string) => calls.evidence(objectionId, fileId);
  return <EvidenceFiles fileIds={evidenceFileIds} names={evidenceFileNames} fetch={fetch} />;
}
