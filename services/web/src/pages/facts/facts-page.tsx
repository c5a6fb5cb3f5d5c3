import { type ComponentChildren } from "preact";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Office, OfficeProvider } from "../people/office.ts";
import { OfficeTabs } from "../people/office-tabs.tsx";
import { type PageProps } from "../pages.tsx";
import { useFactCalls } from "./calls.ts";
import { ImportTab } from "./import-tab.tsx";
import { KindsProvider } from "./kinds.ts";
import { ListTab } from "./list-tab.tsx";
import { OutageTab } from "./outage-tab.tsx";
import { OwnFacts } from "./own-facts.tsx";
import { factsHref, readsFacts, useFactOffice } from "./use-fact-office.ts";
import { WaitingTab } from "./waiting-tab.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/people.css";
import "../../styles/facts.css";

const parts = [
  ["daftar", "list"],
  ["keputusan", "waiting"],
  ["impor", "imports"],
  ["gangguan", "outages"],
  ["saya", "own"],
] as const;

type Part = (typeof parts)[number][0];

/** Only officers who propose bring in files. */
const partsOf = ({ mayAct }: Office) => parts.filter(([part]) => mayAct || part !== "impor");

const partOf = (query: URLSearchParams, office: Office): Part =>
  partsOf(office).find(([name]) => name === query.get("bagian"))?.[0] ?? "daftar";

/** What pay rests on: all of it for officers, the own for everybody. */
export function FactsPage({ query }: PageProps) {
  const w = useWords(words);
  const calls = useFactCalls();
  const { value: kinds, problem, reload } = useLoad(() => calls.kinds(), [calls]);
  if (kinds === undefined) {
    return (
      <>
        <h1>{w.title}</h1>
        {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
        {!problem && <Skeleton lines={5} tall />}
      </>
    );
  }
  return <KindsProvider value={kinds}>{<ForReader query={query} />}</KindsProvider>;
}

function ForReader({ query }: PageProps) {
  return readsFacts(useMe()) ? <Loaded query={query} /> : <OwnFacts />;
}

function Loaded({ query }: PageProps) {
  const w = useWords(words);
  const { office, problem, reload } = useFactOffice(query.get("instansi"));
  if (office) {
    return (
      <OfficeProvider value={office}>
        <Parts office={office} current={partOf(query, office)} />
        {!office.mayAct && (
          <Note tone="info" icon="info">
            <p>{w.readOnly}</p>
          </Note>
        )}
        <Content query={query} office={office} key={office.agency.agencyId} />
      </OfficeProvider>
    );
  }
  return (
    <>
      <h1>{w.title}</h1>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {!problem && <Skeleton lines={5} tall />}
    </>
  );
}

function Parts({ office, current }: { office: Office; current: Part }) {
  const w = useWords(words);
  const tabs = partsOf(office).map(([part, word]) => ({
    ...{ href: office.href({ bagian: part }), text: w[word], isCurrent: part === current },
  }));
  const onAgency = (agencyId: string) => navigate(factsHref({ instansi: agencyId, bagian: current }));
  return <OfficeTabs office={office} tabs={tabs} words={w} onAgency={onAgency} />;
}

function Content({ query, office }: PageProps & { readonly office: Office }): ComponentChildren {
  switch (partOf(query, office)) {
    case "daftar":
      return <ListTab query={query} />;
    case "keputusan":
      return <WaitingTab />;
    case "impor":
      return <ImportTab onDone={() => navigate(office.href({ bagian: "keputusan" }))} />;
    case "gangguan":
      return <OutageTab query={query} />;
    case "saya":
      return <OwnFacts />;
  }
}
