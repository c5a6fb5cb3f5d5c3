import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { PeriodStepper } from "../../components/period-stepper.tsx";
import { TeamTabs } from "../../components/team-tabs.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { periodOf } from "../../time/dates.ts";
import { type PageProps } from "../pages.tsx";
import { hrefOf, type MemberWork, monthOf, moved, type Span, spanOf, totalsOf } from "./work.ts";
import { UnitSums } from "./unit-sums.tsx";
import { WorkTable } from "./work-table.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/team.css";

export function TeamWorkPage({ query }: PageProps) {
  const w = useWords(words);
  const { subordinateCount, employments } = useMe();
  const today = useDate(employments[0]?.zone ?? "WIB");
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
  return <Work span={spanOf(query, today)} today={today} />;
}

interface Team {
  readonly from: string;
  readonly to: string;
  readonly members: readonly MemberWork[];
  nameOf: (personId: string) => string;
}

/** Lists are read whole, but never without an end. */
const pageLimit = 10;

function useTeam({ from, to }: Span): Loaded<Team> {
  const w = useWords(words);
  const { api, client } = useApp().platform;
  return useLoad(async () => {
    const members: MemberWork[] = [];
    let pageToken = "";
    for (let page = 0; page < pageLimit; page += 1) {
      const query = { fromDate: from, toDate: to, pageSize: 200, pageToken };
      const answer = await client.get<{ members: MemberWork[]; nextPageToken: string }>("/v1/team/work", { query });
      members.push(...answer.members);
      pageToken = answer.nextPageToken;
      if (pageToken === "") break;
    }
    const names = await api.names(members.map(({ personId }) => personId));
    return { from, to, members, nameOf: (personId) => names.get(personId)?.name ?? w.someone };
  }, [api, client, from, to]);
}

function Work({ span, today }: { span: Span; today: string }) {
  const w = useWords(words);
  const { value, problem, reload } = useTeam(span);
  const team = value?.from === span.from && value.to === span.to ? value : undefined;
  return (
    <>
      <TeamTabs current="work" />
      <Head span={span} today={today} members={team?.members} />
      <UnitSums span={span} />
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {team && team.members.length > 0 && (
        <WorkTable span={span} today={today} members={team.members} nameOf={team.nameOf} />
      )}
      {team === undefined && !problem && <Skeleton lines={6} tall />}
    </>
  );
}

interface HeadProps {
  readonly span: Span;
  readonly today: string;
  readonly members: readonly MemberWork[] | undefined;
}

function Head({ span, today, members }: HeadProps) {
  const w = useWords(words);
  const { people, logging, open, late } = totalsOf(members ?? []);
  const title = members === undefined ? w.title : people === 0 ? w.nobody : w.answer(logging, people);
  return (
    <div class="ans">
      <div class="eye line num">
        <Views span={span} today={today} />
        <Steps span={span} today={today} />
        {members && <span>{w.people(people)}</span>}
      </div>
      <h1>{title}</h1>
      <p>{members ? w.lead(open, late) : "\u00a0"}</p>
    </div>
  );
}

function Views({ span, today }: { span: Span; today: string }) {
  const w = useWords(words);
  const day = span.kind === "day" ? span : { kind: "day" as const, from: today, to: today };
  const views = [
    [w.day, day],
    [w.month, span.kind === "month" ? span : monthOf(periodOf(span.from))],
  ] as const;
  return (
    <nav class="views" aria-label={w.views}>
      {views.map(([word, view]) => (
        <a key={view.kind} class="btn" href={hrefOf(view)} aria-current={view.kind === span.kind ? "page" : undefined}>
          {word}
        </a>
      ))}
    </nav>
  );
}

function Steps({ span, today }: { span: Span; today: string }) {
  const w = useWords(words);
  const { f } = useApp();
  const next = moved(span, 1);
  return (
    <PeriodStepper
      name={span.kind === "day" ? f.tinyDay(span.from) : f.monthYear(periodOf(span.from))}
      previous={w.previous[span.kind]}
      next={w.next[span.kind]}
      onPrevious={() => navigate(hrefOf(moved(span, -1)))}
      onNext={next.from > today ? undefined : () => navigate(hrefOf(next))}
    />
  );
}
