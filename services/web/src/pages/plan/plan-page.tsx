import { useState } from "preact/hooks";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { type Zone } from "../../api/types.ts";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { dateIn } from "../../time/zone.ts";
import { type PageProps } from "../pages.tsx";
import { Agreed, Behaviour } from "./agreed.tsx";
import { YearSteps } from "../../components/year-steps.tsx";
import { Answer } from "./answer.tsx";
import { CreateCard } from "./create-card.tsx";
import { Editor } from "./editor.tsx";
import { History } from "./history.tsx";
import { MonthCard } from "./month-card.tsx";
import { ReturnReason } from "./parts.tsx";
import { Results } from "./result-card.tsx";
import { ReviseSheet } from "./revise-sheet.tsx";
import { type ShownSkp } from "./types.ts";
import { useMonth, viewOf } from "./use-month.ts";
import { idOf, yearOf } from "./use-plan.ts";
import { type PlanPageFacts, usePlanPage } from "./use-plan-page.ts";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/plan.css";

const goToYear = (year: number) => navigate(`/rencana?tahun=${String(year)}`);

export function PlanPage({ query }: PageProps) {
  const w = useWords(words);
  const today = useDate(useMe().employments[0]?.zone ?? "WIB");
  const year = yearOf(query, today);
  const skpId = idOf(query, "skp");
  const { value, problem, reload } = usePlanPage(year, skpId);
  const facts = value?.year === year && value.asked === skpId ? value : undefined;
  const failure = problem && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />;
  if (facts === undefined) {
    return (
      <>
        <div class="ans">
          <p class="eye">SKP {year}</p>
          <h1>{w.title}</h1>
        </div>
        {failure ?? <Skeleton lines={5} tall />}
      </>
    );
  }
  const isWriting = query.get("tulis") === "1";
  return (
    <>
      {!isWriting && failure}
      <OneOf facts={facts} isWriting={isWriting} today={today} onChanged={reload} />
    </>
  );
}

/** Nothing yet, the writing, or the reading. */
function OneOf({ facts, isWriting, today, onChanged }: Omit<PlanProps, "shown"> & { readonly isWriting: boolean }) {
  const { shown, names } = facts;
  if (shown === undefined) return <NoPlan facts={facts} />;
  if (isWriting && isEditable(shown))
    return <Editor key={shown.skp.skpId} shown={shown} names={names} onChanged={onChanged} />;
  return <Plan facts={facts} shown={shown} today={today} onChanged={onChanged} />;
}

const isEditable = ({ skp: { state } }: ShownSkp): boolean => state === "DRAFT" || state === "RETURNED";

function NoPlan({ facts }: { facts: PlanPageFacts }) {
  const w = useWords(words);
  const { employments } = useMe();
  return (
    <>
      <div class="ans">
        <div class="eye line num">
          <YearSteps year={facts.year} onYear={goToYear} />
        </div>
        <h1>{w.title}</h1>
        <p>
          <b>{w.answer.none(facts.year)}</b>
          {w.answer.noneNext}
        </p>
      </div>
      <CreateCard year={facts.year} employments={employments} names={facts.names} />
      <Leads />
    </>
  );
}

/** The day of the newest setting, as far as a notice tells it. */
function setDayOf({ notices }: PlanPageFacts, skpId: string, zone: Zone): string | undefined {
  const told = notices.find(({ code, params }) => code === "SKP_SET" && params["skpId"] === skpId);
  return told && dateIn(zone, Date.parse(told.at));
}

interface PlanProps {
  readonly facts: PlanPageFacts;
  readonly shown: ShownSkp;
  readonly today: string;
  onChanged: () => void;
}

/** The month that the page opens with: this one, or the nearest of the year. */
function firstPeriod({ skp }: ShownSkp, today: string): string {
  const [from, to, now] = [skp.validFrom, skp.validTo, today].map((day) => day.slice(0, 7)) as [string, string, string];
  if (now < from) return from;
  return now > to ? to : now;
}

function Plan({ facts, shown, today, onChanged }: PlanProps) {
  const { employments } = useMe();
  const { skp } = shown;
  const [turned, setTurned] = useState<{ skpId: string; period: string } | undefined>(undefined);
  const [isRevising, setRevising] = useState(false);
  const period = turned?.skpId === skp.skpId ? turned.period : firstPeriod(shown, today);
  const month = useMonth(skp.skpId, period, today);
  const post = employments.find(({ employmentId }) => employmentId === skp.employmentId);
  return (
    <>
      <Answer
        skp={skp}
        names={facts.names}
        position={post?.positionName ?? ""}
        month={viewOf(month, skp, period)}
        period={period}
        setOn={setDayOf(facts, skp.skpId, post?.zone ?? "WIB")}
        onYear={goToYear}
        onRevise={() => setRevising(true)}
      />
      <Posts facts={facts} shown={shown} />
      {skp.state === "RETURNED" && <ReturnReason reason={skp.returnReason} />}
      <div class="cols">
        <div class="stack">
          <Results shown={shown} names={facts.names} isOwn />
        </div>
        <div class="stack">
          <MonthCard
            skp={skp}
            period={period}
            month={month}
            onPeriod={(next) => setTurned({ skpId: skp.skpId, period: next })}
          />
          <Agreed skp={skp} names={facts.names} />
          <Behaviour skp={skp} />
          <History skp={skp} notices={facts.notices} />
          <Leads />
        </div>
      </div>
      {isRevising && <ReviseSheet skp={skp} onDone={onChanged} onClose={() => setRevising(false)} />}
    </>
  );
}

/** Where somebody has several SKPs of a year, or a position without one. */
function Posts({ facts, shown }: { facts: PlanPageFacts; shown: ShownSkp }) {
  const w = useWords(words);
  const { employments } = useMe();
  const having = new Set(facts.skps.map(({ employmentId }) => employmentId));
  const without = employments.filter(({ employmentId }) => !having.has(employmentId));
  const nameOf = (employmentId: string): string =>
    employments.find((one) => one.employmentId === employmentId)?.positionName ?? w.someone;
  return (
    <>
      {facts.skps.length > 1 && (
        <nav class="tabs" aria-label={w.which}>
          {facts.skps.map(({ skpId, employmentId }) => (
            <a
              key={skpId}
              href={`/rencana?tahun=${String(facts.year)}&skp=${skpId}`}
              aria-current={skpId === shown.skp.skpId ? "page" : undefined}
            >
              {nameOf(employmentId)}
            </a>
          ))}
        </nav>
      )}
      {without.length > 0 && facts.year >= shown.skp.year && <Missing facts={facts} without={without} />}
    </>
  );
}

function Missing({ facts, without }: { facts: PlanPageFacts; without: ReturnType<typeof useMe>["employments"] }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <CreateCard year={facts.year} employments={without} names={facts.names} />;
  return (
    <Note tone="wait" icon="info">
      {without.map(({ employmentId, positionName }) => (
        <p key={employmentId}>{w.create.another(positionName)}</p>
      ))}
      <button type="button" class="btn" onClick={() => setOpen(true)}>
        {w.create.title(facts.year)}
      </button>
    </Note>
  );
}

function Leads() {
  const w = useWords(words);
  const { subordinateCount } = useMe();
  if (subordinateCount === 0) return null;
  return (
    <section class="card stack tight" aria-labelledby="h-leads">
      <h2 id="h-leads">{w.leads.title}</h2>
      <p class="sm">{w.leads.text}</p>
      <a class="btn wide" href="/perjanjian">
        {w.leads.go}
      </a>
    </section>
  );
}
