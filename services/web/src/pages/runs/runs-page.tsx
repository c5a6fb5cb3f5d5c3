import { type Role } from "../../api/types.ts";
import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Agency, agencyIdsOf, useAgencies } from "../../state/use-agencies.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { type PageProps } from "../pages.tsx";
import { listRuns, type Run } from "./calls.ts";
import { Month } from "./month.tsx";
import { addMonths } from "./progress.ts";
import { addressOf, type Place } from "./place.ts";
import { PolicyDiffPage } from "./policy-diff-page.tsx";
import { PolicyPage } from "./policy-page.tsx";
import { otherKinds } from "./start-other.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/runs.css";

const runRoles: readonly Role[] = ["PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER", "PERSONNEL_OFFICER", "AUDITOR"];

export function RunsPage({ query }: PageProps) {
  const w = useWords(words);
  const { value: agencies, problem, reload } = useAgencies(agencyIdsOf(useMe(), runRoles));
  const agency = agencies?.find(({ agencyId }) => agencyId === query.get("instansi")) ?? agencies?.[0];
  if (agencies !== undefined && agency !== undefined)
    return <Chosen key={agency.agencyId} query={query} agency={agency} agencies={agencies} />;
  return (
    <>
      <h1>{w.title}</h1>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {agencies === undefined && !problem && <Skeleton lines={5} tall />}
      {agencies !== undefined && (
        <div class="card">
          <Empty icon="lock" title={w.notForYou}>
            <p>{w.notForYouText}</p>
          </Empty>
        </div>
      )}
    </>
  );
}

interface AgencyRunsProps extends PageProps {
  readonly agency: Agency;
  readonly agencies: readonly Agency[];
}

/** A policy of the agency, or its runs. */
function Chosen(props: AgencyRunsProps) {
  const { query, agency } = props;
  const policyId = query.get("kebijakan");
  if (policyId === null) return <AgencyRuns {...props} />;
  const period = query.get("periode") ?? "";
  const otherId = query.get("banding");
  if (otherId !== null) {
    const back = `${addressOf(agency.agencyId, period)}&${new URLSearchParams({ kebijakan: otherId }).toString()}`;
    return (
      <PolicyDiffPage key={policyId + otherId} agency={agency} policyId={policyId} otherId={otherId} back={back} />
    );
  }
  const back = addressOf(agency.agencyId, period);
  return <PolicyPage key={policyId} agency={agency} policyId={policyId} back={back} period={period} />;
}

const isPeriod = (text: string | null): text is string => text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The run that is named, that of the month that is named, or the newest. */
function chosen(query: URLSearchParams, runs: readonly Run[], lastMonth: string) {
  const asked = query.get("periode");
  const named = runs.find(({ runId }) => runId === query.get("run"));
  if (named) return { run: named, period: named.period };
  const period = isPeriod(asked) ? asked : (runs[0]?.period ?? lastMonth);
  return { run: runs.find((one) => one.period === period), period };
}

function AgencyRuns({ query, agency, agencies }: AgencyRunsProps) {
  const w = useWords(words);
  const { client } = useApp().platform;
  const today = useDate(useMe().employments[0]?.zone ?? "WIB");
  const { value, problem, reload } = useLoad(() => listRuns(client, agency.agencyId), [client, agency.agencyId]);
  if (value === undefined) {
    return (
      <>
        <h1>{w.title}</h1>
        {problem ? (
          <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />
        ) : (
          <Skeleton lines={5} tall />
        )}
      </>
    );
  }
  const lastMonth = addMonths(today.slice(0, 7), -1);
  const { run, period } = chosen(query, value.runs, lastMonth);
  const start = otherKinds.find((kind) => kind === query.get("mulai"));
  const place: Place = { agency, agencies, period, isOver: period <= lastMonth, start };
  return <Month key={run?.runId ?? period} place={place} run={run} listed={value} onChange={reload} />;
}
