import { useWords } from "../../i18n/words.ts";
import { type Run } from "./calls.ts";
import { useMoment } from "./moment.ts";
import { currentStep, openBatches, type StepName, stepNames } from "./progress.ts";
import { words } from "./words.ts";

/** Freeze, compute, check, approve, post: what is done, and what goes on. */
export function Steps({ run }: { run: Run }) {
  const w = useWords(words);
  const current = currentStep(run);
  return (
    <ol class="steps card" aria-label={w.steps.label}>
      {stepNames.map((name, at) => (
        <li key={name} class={at < current ? "done" : undefined} aria-current={at === current ? "step" : undefined}>
          <b>{w.steps[name]}</b>
          <StepFact run={run} name={name} isDone={at < current} isCurrent={at === current} />
        </li>
      ))}
    </ol>
  );
}

type FactProps = { readonly run: Run; readonly name: StepName; readonly isDone: boolean; readonly isCurrent: boolean };

function StepFact({ run, name, isDone, isCurrent }: FactProps) {
  const w = useWords(words);
  const moment = useMoment();
  const batches = openBatches(run);
  const signed = (of: "checkerId" | "approverId") => batches.filter((batch) => batch[of] !== "").length;
  const facts: Readonly<Record<StepName, () => string>> = {
    freeze: () => moment(run.startedAt),
    compute: () => (isDone ? w.steps.computed(run.statements) : ""),
    check: () =>
      run.openFlags > 0 ? w.steps.open(run.openFlags) : w.steps.signed(signed("checkerId"), batches.length),
    approve: () => w.steps.signed(signed("approverId"), batches.length),
    post: () => (isDone ? moment(run.postedAt) : w.steps.ledger),
  };
  const isRunning = isCurrent && (run.state === "FREEZING" || run.state === "COMPUTING");
  return (
    <>
      <span class="num">{facts[name]()}</span>
      {isRunning && <span>{w.steps.running}</span>}
      {isRunning && name === "compute" && (
        <progress class="bar" aria-label={w.steps.compute} max={Math.max(1, run.people)} value={run.peopleComputed} />
      )}
    </>
  );
}
