import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { PeriodStepper } from "../../components/period-stepper.tsx";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { TeamTabs } from "../../components/team-tabs.tsx";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useLive } from "../../state/use-live.ts";
import { addDays, mondayOf } from "../../time/dates.ts";
import { type PageProps } from "../pages.tsx";
import { Findings } from "./findings.tsx";
import { Locked, Missing, Ready } from "./members.tsx";
import { ReturnSheet } from "./return-sheet.tsx";
import { cleanCount, cleanMembers, type Finding, findingsOf, type Inbox, inboxOf, useInbox } from "./use-inbox.ts";
import { type Decisions, useDecisions } from "./use-decisions.ts";
import "../../styles/team.css";

export function TeamPage({ query }: PageProps) {
  const { t } = useApp();
  const { subordinateCount, employments } = useMe();
  const today = useDate(employments[0]?.zone ?? "WIB");
  if (subordinateCount === 0) {
    return (
      <>
        <h1>{t.shell.team}</h1>
        <div class="card">
          <Empty icon="lock" title={t.team.notForYou}>
            <p>{t.team.notForYouText}</p>
          </Empty>
        </div>
      </>
    );
  }
  const asked = query.get("pekan");
  const isDate = asked !== null && /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked <= today;
  return <Team weekStart={mondayOf(isDate ? asked : today)} today={today} personId={query.get("orang") ?? ""} />;
}

/** The menu's count speaks of the current week only. */
function useTeamCount(inbox: Inbox | undefined, today: string): void {
  const { setTeamCount } = useApp();
  const count = inbox?.weekStart === mondayOf(today) ? findingsOf(inbox).length : undefined;
  useEffect(() => {
    if (count !== undefined) setTeamCount(count);
  }, [count, setTeamCount]);
}

interface TeamProps {
  readonly weekStart: string;
  readonly today: string;
  /** Whose entries alone are shown; empty for everybody's. */
  readonly personId: string;
}

function Team({ weekStart, today, personId }: TeamProps) {
  const { t } = useApp();
  const { value, problem, reload } = useInbox(weekStart);
  useLive(reload);
  const decisions = useDecisions(reload);
  const whole = value?.weekStart === weekStart ? value : undefined;
  const inbox = whole && personId !== "" ? inboxOf(whole, personId) : whole;
  useTeamCount(whole, today);
  return (
    <>
      <TeamTabs current="entries" />
      <Head {...{ inbox, weekStart, today, personId, decisions }} />
      {problem && <ProblemNote problem={problem} title={t.team.failed} safe={t.team.failedText} onRetry={reload} />}
      <DecisionProblem decisions={decisions} />
      {inbox && personId !== "" && <OneOnly inbox={inbox} personId={personId} />}
      {inbox ? <Week inbox={inbox} decisions={decisions} /> : !problem && <Skeleton lines={5} tall />}
    </>
  );
}

/** Says that the others are left out. */
function OneOnly({ inbox, personId }: { inbox: Inbox; personId: string }) {
  const { t } = useApp();
  return (
    <Note tone="info" icon="person">
      <p>{t.team.oneOnly(inbox.names.get(personId)?.name ?? t.team.someone)}</p>
      <a class="btn" href={`/tim?pekan=${inbox.weekStart}`}>
        {t.team.everybody}
      </a>
    </Note>
  );
}

function Week({ inbox, decisions }: { inbox: Inbox; decisions: Decisions }) {
  const { t } = useApp();
  const [returning, setReturning] = useState<Finding | undefined>(undefined);
  return (
    <>
      <div class="cols">
        <Findings inbox={inbox} decisions={decisions} onReturn={setReturning} />
        <div class="stack">
          <Ready inbox={inbox} onReturn={setReturning} />
          <Locked inbox={inbox} />
          <Missing inbox={inbox} />
        </div>
      </div>
      {returning && (
        <ReturnSheet
          finding={returning}
          name={inbox.names.get(returning.personId)?.name ?? t.team.someone}
          decisions={decisions}
          onClose={() => setReturning(undefined)}
        />
      )}
    </>
  );
}

/** What waits beside the findings, in a sentence. */
function Waiting({ inbox }: { inbox: Inbox }) {
  const { t } = useApp();
  const clean = cleanCount(inbox);
  if (clean === 0) return findingsOf(inbox).length > 0 ? t.team.onlyFindings : t.team.nothingWaits;
  const [lead, rest] = t.team.cleanAnswer(clean);
  return (
    <>
      <b>{lead}</b>
      {rest}
    </>
  );
}

interface HeadProps extends TeamProps {
  readonly inbox: Inbox | undefined;
  readonly decisions: Decisions;
}

function Head({ inbox, weekStart, today, personId, decisions }: HeadProps) {
  const { t } = useApp();
  const clean = inbox ? cleanCount(inbox) : 0;
  const { progress } = decisions;
  return (
    <div class="head">
      <div class="ans">
        <div class="eye line num">
          <WeekSteps weekStart={weekStart} today={today} personId={personId} />
          {inbox && <span>{t.team.people(inbox.members.length)}</span>}
        </div>
        <h1>{inbox ? t.team.toSee(findingsOf(inbox).length) : t.shell.team}</h1>
        <p>{inbox ? <Waiting inbox={inbox} /> : "\u00a0"}</p>
      </div>
      {inbox && clean > 0 && (
        <div class="dock">
          <button
            type="button"
            class="btn go"
            disabled={progress !== undefined}
            onClick={() => void decisions.approveAll(cleanMembers(inbox))}
          >
            <Icon name="check" />
            {progress ? t.team.approving(progress.done, progress.all) : t.team.approveClean(clean)}
          </button>
        </div>
      )}
    </div>
  );
}

function WeekSteps({ weekStart, today, personId }: TeamProps) {
  const { t, f } = useApp();
  const next = addDays(weekStart, 7);
  const go = (monday: string) => {
    const query = new URLSearchParams(personId === "" ? {} : { orang: personId });
    if (monday !== mondayOf(today)) query.set("pekan", monday);
    const rest = query.toString();
    navigate(rest === "" ? "/tim" : `/tim?${rest}`);
  };
  return (
    <PeriodStepper
      name={f.days(weekStart, addDays(weekStart, 4))}
      previous={t.team.previous}
      next={t.team.next}
      onPrevious={() => go(addDays(weekStart, -7))}
      onNext={next > today ? undefined : () => go(next)}
    />
  );
}

function DecisionProblem({ decisions: { problem, failed } }: { decisions: Decisions }) {
  const { t } = useApp();
  if (!problem) return null;
  return failed > 0 ? (
    <Note tone="bad" icon="warn" alert>
      <p>{t.team.partly(failed)}</p>
    </Note>
  ) : (
    <ProblemNote problem={problem} />
  );
}
