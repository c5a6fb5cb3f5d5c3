import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { TeamTabs } from "../../components/team-tabs.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { YearSteps } from "../../components/year-steps.tsx";
import { SkpStateMark } from "../plan/parts.tsx";
import { type SkpHeader } from "../plan/types.ts";
import { idOf, useCalls, yearOf } from "../plan/use-plan.ts";
import { type PageProps } from "../pages.tsx";
import { countPeople, countSet, groupsOf, type TeamGroup, type TeamRow } from "./groups.ts";
import { OnePlan } from "./one-plan.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/plan.css";

interface Team {
  readonly year: number;
  readonly skps: readonly SkpHeader[];
  readonly without: readonly string[];
  readonly nameOf: (personId: string) => string;
  readonly positionOf: (personId: string) => string;
}

function useTeam(year: number): Loaded<Team> {
  const { api } = useApp().platform;
  const calls = useCalls();
  return useLoad(async () => {
    const { skps, peopleWithoutSkp: without } = await calls.teamSkps(year);
    const ids = [...new Set([...skps.map(({ personId }) => personId), ...without])];
    const names = await api.names(ids);
    return {
      ...{ year, skps, without },
      nameOf: (personId) => names.get(personId)?.name ?? "",
      positionOf: (personId) => names.get(personId)?.positionName ?? "",
    };
  }, [calls, api, year]);
}

export function TeamPlansPage({ query }: PageProps) {
  const w = useWords(words);
  const { subordinateCount, employments } = useMe();
  const today = useDate(employments[0]?.zone ?? "WIB");
  const year = yearOf(query, today);
  const team = useTeam(year);
  const skpId = idOf(query, "skp");
  if (subordinateCount === 0) {
    return (
      <>
        <h1>{w.title}</h1>
        <div class="card">
          <Empty icon="lock" title={w.notForYou}>
            <p>{w.notForYouText}</p>
          </Empty>
        </div>
      </>
    );
  }
  if (skpId !== undefined) return <OnePlan key={skpId} skpId={skpId} year={year} onDecided={team.reload} />;
  return <TeamList year={year} team={team} />;
}

function TeamList({ year, team }: { year: number; team: Loaded<Team> }) {
  const w = useWords(words);
  const value = team.value?.year === year ? team.value : undefined;
  return (
    <>
      <TeamTabs current="plans" />
      <Head year={year} team={value} />
      {team.problem && (
        <ProblemNote problem={team.problem} title={w.failed} safe={w.failedText} onRetry={team.reload} />
      )}
      {value ? <Groups team={value} /> : !team.problem && <Skeleton lines={5} tall />}
    </>
  );
}

function Head({ year, team }: { year: number; team: Team | undefined }) {
  const w = useWords(words);
  const waiting = team?.skps.filter(({ state }) => state === "SUBMITTED").length ?? 0;
  const people = team ? countPeople(team.skps, team.without) : 0;
  return (
    <div class="ans">
      <div class="eye line num">
        <YearSteps year={year} onYear={(next) => navigate(`/tim/rencana?tahun=${String(next)}`)} />
        {team && <span>{w.eye(people)}</span>}
      </div>
      <h1>{team ? (waiting > 0 ? w.waits(waiting) : w.nothingWaits) : w.title}</h1>
      <p>{team ? w.answer(countSet(team.skps), people) : "\u00a0"}</p>
    </div>
  );
}

function Groups({ team }: { team: Team }) {
  const w = useWords(words);
  const groups = groupsOf(team.skps, team.without, team.nameOf);
  if (groups.length === 0) {
    return (
      <div class="card">
        <Empty title={w.empty}>
          <p>{w.emptyText}</p>
        </Empty>
      </div>
    );
  }
  const first = groups.filter(({ name }) => name === "waiting" || name === "missing");
  const rest = groups.filter((group) => !first.includes(group));
  return (
    <div class="cols">
      <div class="stack">
        {!groups.some(({ name }) => name === "waiting") && (
          <div class="card">
            <Empty icon="done" title={w.nothing}>
              <p>{w.nothingText}</p>
            </Empty>
          </div>
        )}
        {first.map((group) => (
          <Group key={group.name} group={group} team={team} />
        ))}
      </div>
      <div class="stack">
        {rest.map((group) => (
          <Group key={group.name} group={group} team={team} />
        ))}
      </div>
    </div>
  );
}

function Group({ group: { name, rows }, team }: { group: TeamGroup; team: Team }) {
  const w = useWords(words);
  const id = `h-${name}`;
  return (
    <section class="card flush" aria-labelledby={id}>
      <header>
        <h2 id={id}>{w.groups[name]}</h2>
        <span class="num">{rows.length}</span>
      </header>
      <ul class="list">
        {rows.map((row) => (
          <Row key={row.skp?.skpId ?? row.personId} row={row} team={team} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row: { personId, skp }, team }: { row: TeamRow; team: Team }) {
  const w = useWords(words);
  const name = team.nameOf(personId);
  const fact = skp === undefined ? undefined : factOf(skp, w);
  return (
    <li class="item">
      <div>
        <h3 class="t">{name}</h3>
        <p class="m">{team.positionOf(personId)}</p>
        {fact !== undefined && <p class="m">{fact}</p>}
        {skp !== undefined && skp.state !== "SUBMITTED" && <SkpStateMark state={skp.state} />}
      </div>
      {skp !== undefined && (
        <a
          class={skp.state === "SUBMITTED" ? "btn soft" : "btn"}
          href={`/tim/rencana?tahun=${String(skp.year)}&skp=${skp.skpId}`}
        >
          {w.read}
          <span class="vh"> SKP {name}</span>
        </a>
      )}
    </li>
  );
}

function factOf({ state, setRevision }: SkpHeader, w: (typeof words)["id"]): string | undefined {
  if (state === "SUBMITTED") return setRevision > 0 ? w.submittedChange(setRevision) : w.firstTime;
  return setRevision > 0 && state !== "SET" ? w.revising(setRevision) : undefined;
}
