import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Run } from "./calls.ts";
import { useMoment } from "./moment.ts";
import { type Pace } from "./pace.ts";
import { currentStep, openBatches, type StepName, stepNames } from "./progress.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

/** Freeze, compute, check, approve, post: what is done, and what goes on. */
export function Steps({ run, pace }: { run: Run; pace: Pace | undefined }) {
  const w = useWords(words);
  const current = currentStep(run);
  return (
    <ol class="steps card" aria-label={w.steps.label}>
      {stepNames.map((name, at) => (
        <li key={name} class={at < current ? "done" : undefined} aria-current={at === current ? "step" : undefined}>
          <b>{w.steps[name]}</b>
          <StepFact run={run} pace={pace} name={name} isDone={at < current} isCurrent={at === current} />
        </li>
      ))}
    </ol>
  );
}

interface FactProps {
  readonly run: Run;
  readonly pace: Pace | undefined;
  readonly name: StepName;
  readonly isDone: boolean;
  readonly isCurrent: boolean;
}

function StepFact({ run, pace, name, isDone, isCurrent }: FactProps) {
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
    settle: () => (isDone ? moment(run.settledAt) : isCurrent ? w.steps.waitsTreasury : ""),
  };
  const isRunning = isCurrent && (run.state === "FREEZING" || run.state === "COMPUTING");
  return (
    <>
      <span class="num">{facts[name]()}</span>
      {isRunning && <span>{w.steps.running}</span>}
      {isRunning && name === "compute" && (
        <>
          <progress class="bar" aria-label={w.steps.compute} max={Math.max(1, run.people)} value={run.peopleComputed} />
          <PaceText pace={pace} />
        </>
      )}
    </>
  );
}

/** "1.200 orang per detik, selesai kira-kira 40 detik lagi" */
function PaceText({ pace }: { pace: Pace | undefined }) {
  const w = useWords(stageWords);
  const { f } = useApp();
  if (pace === undefined) return null;
  const { perSecond, remainingS } = pace;
  const rate = f.number(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond));
  if (remainingS === undefined) return <span class="num">{w.noPace(rate)}</span>;
  const left = remainingS < 90 ? w.seconds(remainingS) : w.minutes(Math.round(remainingS / 60));
  return <span class="num">{w.pace(rate, left)}</span>;
}
