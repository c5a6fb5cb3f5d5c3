import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { TeamTabs } from "../../components/team-tabs.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { Agreed, Behaviour } from "../plan/agreed.tsx";
import { resultOfPointer } from "../plan/draft.ts";
import { History } from "../plan/history.tsx";
import { type Names, ReturnReason, SkpStateMark } from "../plan/parts.tsx";
import { Results } from "../plan/result-card.tsx";
import { type ShownSkp } from "../plan/types.ts";
import { useCalls } from "../plan/use-plan.ts";
import { namesFor } from "../plan/use-plan-page.ts";
import { ReturnPlanSheet } from "./return-plan-sheet.tsx";
import { words } from "./words.ts";

interface Facts {
  readonly shown: ShownSkp;
  readonly names: Names;
}

interface OnePlanProps {
  readonly skpId: string;
  readonly year: number;
  onDecided: () => void;
}

/** One SKP of the team, read whole before it is decided. */
export function OnePlan({ skpId, year, onDecided }: OnePlanProps) {
  const { platform } = useApp();
  const w = useWords(words);
  const calls = useCalls();
  const loaded: Loaded<Facts> = useLoad(async () => {
    const shown = await calls.skp(skpId);
    return { shown, names: await namesFor(platform, calls, shown) };
  }, [platform, calls, skpId]);
  const { value, problem, reload } = loaded;
  const isGone = problem?.status === 403 || problem?.status === 404;
  if (value === undefined || isGone) {
    return (
      <>
        <TeamTabs current="plans" />
        <BackLink year={year} />
        <h1>{w.title}</h1>
        {isGone && (
          <div class="card">
            <Empty icon="lock" title={w.gone}>
              <p>{w.goneText}</p>
            </Empty>
          </div>
        )}
        {problem && !isGone && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />}
        {!problem && <Skeleton lines={5} tall />}
      </>
    );
  }
  return <Decision facts={value} year={year} onReload={reload} onDecided={onDecided} />;
}

function BackLink({ year }: { year: number }) {
  const w = useWords(words);
  return (
    <a class="btn link" href={`/tim/rencana?tahun=${String(year)}`}>
      <Icon name="left" />
      {w.back}
    </a>
  );
}

interface DecisionProps {
  readonly facts: Facts;
  readonly year: number;
  onReload: () => void;
  onDecided: () => void;
}

/** What keeps it from being set, by place of the result. */
const faultsOf = (problem: Problem | undefined): ReadonlyMap<number, string> =>
  new Map(
    (problem?.errors ?? []).flatMap(({ pointer, detail }) => {
      const at = resultOfPointer(pointer);
      return at === undefined ? [] : [[at, detail] as const];
    }),
  );

function Decision({ facts: { shown, names }, year, onReload, onDecided }: DecisionProps) {
  const { notify } = useApp();
  const w = useWords(words);
  const calls = useCalls();
  const { skp } = shown;
  const [isReturning, setReturning] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const name = names.people.get(skp.personId)?.name ?? "";
  const finish = (text: string) => {
    notify({ text });
    onDecided();
    navigate(`/tim/rencana?tahun=${String(year)}`);
  };
  const set = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await calls.set(skp.skpId, skp.version);
      finish(w.isSet(name));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
      if (thrown.code === "VERSION_CONFLICT") onReload();
    }
  };
  return (
    <>
      <TeamTabs current="plans" />
      <BackLink year={year} />
      <OneHead
        shown={shown}
        name={name}
        position={names.people.get(skp.personId)?.positionName ?? ""}
        isBusy={isBusy}
        onSet={() => void set()}
        onReturn={() => setReturning(true)}
      />
      {skp.state === "RETURNED" && <ReturnReason reason={skp.returnReason} />}
      {problem && <SetProblem problem={problem} />}
      <div class="cols">
        <div class="stack">
          <Results shown={shown} names={names} isOwn={false} faults={faultsOf(problem)} />
        </div>
        <div class="stack">
          <Agreed skp={skp} names={names} />
          <Behaviour skp={skp} />
          {skp.setRevision > (skp.state === "SET" ? 1 : 0) && <History skp={skp} notices={[]} />}
        </div>
      </div>
      {isReturning && (
        <ReturnPlanSheet
          skp={skp}
          name={name}
          onReturned={() => finish(w.returned(name))}
          onClose={() => setReturning(false)}
        />
      )}
    </>
  );
}

function SetProblem({ problem }: { problem: Problem }) {
  const w = useWords(words);
  return problem.code === "VERSION_CONFLICT" ? (
    <Note tone="wait" icon="warn" alert title={w.changed}>
      <p>{w.changedText}</p>
    </Note>
  ) : (
    <ProblemNote problem={problem} title={w.notSet} safe={w.notSetSafe} />
  );
}

interface OneHeadProps {
  readonly shown: ShownSkp;
  readonly name: string;
  readonly position: string;
  readonly isBusy: boolean;
  onSet: () => void;
  onReturn: () => void;
}

function OneHead({ shown: { skp }, name, position, isBusy, onSet, onReturn }: OneHeadProps) {
  const w = useWords(words);
  const isWaiting = skp.state === "SUBMITTED";
  return (
    <div class="head">
      <div class="ans">
        <p class="eye">{[w.skpOf(skp.year), position].filter((part) => part !== "").join(" · ")}</p>
        <h1>{name}</h1>
        <p>
          {isWaiting ? (
            <>
              <b>{w.needs}</b>
              {w.needsText}
            </>
          ) : (
            w.notYours
          )}
        </p>
        <p class="line">
          <SkpStateMark state={skp.state} />
        </p>
      </div>
      {isWaiting && (
        <div class="dock">
          <button type="button" class="btn" onClick={onReturn}>
            <Icon name="back" />
            {w.return}
          </button>
          <button type="button" class="btn go" aria-busy={isBusy} onClick={() => !isBusy && onSet()}>
            <Icon name="check" />
            {w.set}
          </button>
        </div>
      )}
    </div>
  );
}
