import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useWords } from "../../i18n/words.ts";
import { type PageProps } from "../pages.tsx";
import { AccountsTab } from "./accounts-tab.tsx";
import { CorrectionsTab } from "./corrections-tab.tsx";
import { GapsTab } from "./gaps-tab.tsx";
import { HolidaysTab } from "./holidays-tab.tsx";
import { HoursTab } from "./hours-tab.tsx";
import { ImportStart } from "./import-start.tsx";
import { ImportTab } from "./import-tab.tsx";
import { type Office, OfficeProvider, oversees, pageHref, useLoadedOffice } from "./office.ts";
import { OfficeTabs } from "./office-tabs.tsx";
import { OversightTab } from "./oversight-tab.tsx";
import { PeopleTab } from "./people-tab.tsx";
import { PeriodTab } from "./period-tab.tsx";
import { RosterTab } from "./roster-tab.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/people.css";

const parts = [
  ["impor", "imports", ImportTab],
  ["belum", "gaps", GapsTab],
  ["orang", "people", PeopleTab],
  ["rekening", "accounts", AccountsTab],
  ["periode", "period", PeriodTab],
  ["awasi", "oversight", OversightTab],
  ["libur", "holidays", HolidaysTab],
  ["jam", "hours", HoursTab],
  ["dinas", "rosters", RosterTab],
  ["koreksi", "corrections", CorrectionsTab],
] as const;

type Part = (typeof parts)[number][0];

const partOf = (query: URLSearchParams) => parts.find(([name]) => name === query.get("bagian")) ?? parts[0];

export function PeoplePage({ query }: PageProps) {
  const { t } = useApp();
  const w = useWords(words);
  if (!oversees(useMe())) {
    return (
      <>
        <h1>{t.shell.people}</h1>
        <div class="card">
          <Empty icon="lock" title={w.notForYou}>
            <p>{w.notForYouText}</p>
          </Empty>
        </div>
      </>
    );
  }
  return <Loaded query={query} />;
}

function Loaded({ query }: PageProps) {
  const { t } = useApp();
  const w = useWords(words);
  const { office, isEmpty, problem, reload } = useLoadedOffice(query.get("instansi"));
  const [part, , Content] = partOf(query);
  if (office) {
    return (
      <OfficeProvider value={office}>
        <Parts office={office} current={part} />
        {!office.mayAct && (
          <Note tone="info" icon="info">
            <p>{w.readOnly}</p>
          </Note>
        )}
        <Content query={query} key={office.agency.agencyId} />
      </OfficeProvider>
    );
  }
  return (
    <>
      <h1>{t.shell.people}</h1>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {isEmpty && <NoAgency />}
      {!isEmpty && !problem && <Skeleton lines={5} tall />}
    </>
  );
}

/** A new site: the first file makes its agencies. */
function NoAgency() {
  const w = useWords(words);
  const today = useDate("WIB");
  return (
    <>
      <div class="card">
        <Empty title={w.noAgency}>
          <p>{w.noAgencyText}</p>
        </Empty>
      </div>
      <ImportStart today={today} />
    </>
  );
}

function Parts({ office, current }: { office: Office; current: Part }) {
  const w = useWords(words);
  const tabs = parts.map(([part, word]) => ({
    ...{ href: office.href({ bagian: part }), text: w[word], isCurrent: part === current },
  }));
  const onAgency = (agencyId: string) => navigate(pageHref({ instansi: agencyId, bagian: current }));
  return <OfficeTabs office={office} tabs={tabs} words={w} onAgency={onAgency} />;
}
