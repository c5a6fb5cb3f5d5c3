import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { isYear } from "../evaluation/periods.ts";
import { type Evaluation } from "../evaluation/types.ts";
import { IssueSheet } from "./issue-sheet.tsx";
import { Groups } from "./groups.tsx";
import { grouped } from "./pattern.ts";
import { LedCard } from "./led.tsx";
import { PeriodSteps } from "./period-steps.tsx";
import { UnitPredicates } from "./unit-predicates.tsx";
import { Distributions } from "./distributions.tsx";
import { OfficerCard } from "./officer-units.tsx";
import { type Team as Loaded, useTeam, useUnits, useUnitStates } from "./use-team.ts";
import { words } from "./words.ts";

interface TeamProps {
  readonly period: string;
  readonly today: string;
  readonly isOfficer: boolean;
}

export function Team({ period, today, isOfficer }: TeamProps) {
  const w = useWords(words);
  const { value: team, problem, reload } = useTeam(period);
  const [isIssuing, setIssuing] = useState(false);
  return (
    <>
      <Head team={team} period={period} today={today} onIssue={() => setIssuing(true)} />
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />}
      {team ? (
        <Body team={team} period={period} reload={reload} isOfficer={isOfficer} />
      ) : (
        !problem && <Skeleton lines={5} tall />
      )}
      {team && isIssuing && (
        <IssueSheet team={team} period={period} onClose={() => setIssuing(false)} onIssued={reload} />
      )}
    </>
  );
}

interface HeadProps {
  readonly team: Loaded | undefined;
  readonly period: string;
  readonly today: string;
  onIssue: () => void;
}

function Head({ team, period, today, onIssue }: HeadProps) {
  const w = useWords(words);
  const ready = team === undefined ? 0 : grouped(team.evaluations).rated.length;
  return (
    <div class="head">
      <div class="ans">
        <div class="eye line num">
          <PeriodSteps period={period} today={today} />
          {team && team.evaluations.length > 0 && <span>{w.eye(team.evaluations.length)}</span>}
        </div>
        <Answer team={team} />
      </div>
      {ready > 0 && (
        <div class="dock">
          <button type="button" class="btn go" onClick={onIssue}>
            <Icon name="document" />
            {w.issue(ready)}
          </button>
        </div>
      )}
    </div>
  );
}

function Answer({ team }: { team: Loaded | undefined }) {
  const w = useWords(words);
  if (team === undefined) {
    return (
      <>
        <h1>{w.title}</h1>
        <p>{"\u00a0"}</p>
      </>
    );
  }
  const { waiting, rated } = grouped(team.evaluations);
  if (team.evaluations.length === 0) {
    return (
      <>
        <h1>{w.nobody}</h1>
        <p>{w.nobodyText}</p>
      </>
    );
  }
  const title = waiting.length > 0 ? w.toRate(waiting.length) : rated.length > 0 ? w.allRated : w.allIssued;
  return (
    <>
      <h1>{title}</h1>
      <p>{rated.length > 0 ? w.ready(rated.length) : waiting.length > 0 ? w.readyNone : w.allIssuedText}</p>
    </>
  );
}

interface BodyProps {
  readonly team: Loaded;
  readonly period: string;
  readonly isOfficer: boolean;
  reload: () => void;
}

function Body({ team, period, reload, isOfficer }: BodyProps) {
  const w = useWords(words);
  const units = useUnits();
  const states = useUnitStates(period, units.value, team.evaluations);
  const problem = units.problem ?? states.problem;
  const refresh = () => {
    states.reload();
    reload();
  };
  return (
    <>
      <Hindrances evaluations={team.evaluations} period={period} />
      <div class="cols">
        <div class="stack">
          <Groups team={team} period={period} />
          <LedCard period={period} />
        </div>
        <div class="stack">
          {problem && (
            <ProblemNote
              problem={problem}
              title={w.distributionFailed}
              onRetry={units.value ? states.reload : units.reload}
            />
          )}
          <Distributions states={states.value ?? []} period={period} onChanged={refresh} />
          <UnitPredicates states={states.value ?? []} period={period} onChanged={refresh} />
          {isOfficer && <OfficerCard units={units.value ?? []} period={period} onChanged={refresh} />}
        </div>
      </div>
    </>
  );
}

/** What hinders ratings for everybody: said once, above the list. */
function Hindrances({ evaluations, period }: { evaluations: readonly Evaluation[]; period: string }) {
  const w = useWords(words);
  const waiting = evaluations.filter(({ state }) => state === "OPEN");
  const isMonthOpen = !isYear(period) && waiting.some(({ sealedRevision }) => sealedRevision === 0);
  const lacksUnit = waiting.some(({ unitPredicate }) => unitPredicate === "UNSPECIFIED");
  return (
    <>
      {isMonthOpen && (
        <Note tone="wait" icon="clock" title={w.monthOpen}>
          <p>{w.monthOpenText}</p>
        </Note>
      )}
      {!isMonthOpen && lacksUnit && (
        <Note tone="wait" icon="warn" title={w.unitMissing}>
          <p>{w.unitMissingText}</p>
        </Note>
      )}
    </>
  );
}
