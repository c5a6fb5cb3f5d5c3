import { TeamTabs } from "../../components/team-tabs.tsx";
import { Empty } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { askedPeriod } from "../evaluation/periods.ts";
import { type PageProps } from "../pages.tsx";
import { OfficerUnits } from "./officer-units.tsx";
import { LedPage } from "./led.tsx";
import { RatePage } from "./rate-page.tsx";
import { Team } from "./team.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/evaluation.css";
import "../../styles/team.css";

/** What a superior does with the evaluations of a period: the list, or with ?orang=ID the rating of one person. */
export function TeamEvaluationsPage({ query }: PageProps) {
  const w = useWords(words);
  const { subordinateCount, employments, roles } = useMe();
  const today = useDate(employments[0]?.zone ?? "WIB");
  const period = askedPeriod(query.get("periode"), today);
  const personId = query.get("orang");
  const isOfficer = roles.some(({ role }) => role === "PERSONNEL_OFFICER");
  if (subordinateCount === 0 && !isOfficer) {
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
  if (subordinateCount === 0) return <OfficerUnits key={period} period={period} today={today} />;
  const ledId = query.get("anggota");
  if (ledId !== null) return <LedPage key={`${period}/${ledId}`} period={period} personId={ledId} />;
  if (personId !== null) return <RatePage key={`${period}/${personId}`} period={period} personId={personId} />;
  return (
    <>
      <TeamTabs current="evaluations" />
      <Team key={period} period={period} today={today} isOfficer={isOfficer} />
    </>
  );
}
