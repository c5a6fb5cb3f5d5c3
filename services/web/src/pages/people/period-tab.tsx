import { type ComponentChildren } from "preact";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useWords } from "../../i18n/words.ts";
import { Attendance } from "./attendance.tsx";
import { usePeopleCalls } from "./calls.ts";
import { stageOf } from "./closing.ts";
import { MonthSteps } from "./month-steps.tsx";
import { chosenMonth } from "./months.ts";
import { useOffice } from "./office.ts";
import { Answer } from "./parts.tsx";
import { CloseAct, SealAct } from "./period-acts.tsx";
import { LogCard, PredicateCard } from "./period-cards.tsx";
import { LogState, SealState } from "./period-states.tsx";
import { periodWords } from "./period-words.ts";
import { ReopeningCard } from "./reopening-card.tsx";
import { type Month, useMonth } from "./use-month.ts";
import { type Closing } from "./types.ts";
import { words } from "./words.ts";

export function PeriodTab({ query }: { query: URLSearchParams }) {
  const office = useOffice();
  const shared = useWords(words);
  const period = chosenMonth(query.get("periode"), office.today);
  const { value, problem, reload } = useMonth(period);
  const hrefOf = (periode: string) => office.href({ bagian: "periode", periode });
  return (
    <>
      <Head month={value} period={period} reload={reload} />
      <div class="filters">
        <MonthSteps period={period} hrefOf={hrefOf} />
      </div>
      {problem && <ProblemNote problem={problem} title={shared.failed} safe={shared.safe} onRetry={reload} />}
      {value === undefined && !problem && <Skeleton lines={5} tall />}
      {value && (
        <div class="cols half">
          <LogCard month={value} />
          <PredicateCard month={value} reload={reload} />
        </div>
      )}
      {value && office.mayAct && <Attendance period={period} isSealed={isSealed(value)} onDone={reload} />}
      {value && <ReopeningCard month={value} reload={reload} />}
      {office.agencies.length > 1 && <Agencies period={period} />}
    </>
  );
}

const isSealed = ({ closing: { log } }: Month): boolean => log.state === "SEALED";

interface HeadProps {
  readonly month: Month | undefined;
  readonly period: string;
  reload: () => void;
}

function Head({ month, period, reload }: HeadProps) {
  const w = useWords(periodWords);
  const { f } = useApp();
  const { agency } = useOffice();
  const name = f.monthYear(period);
  const stage = month && stageOf(month.closing);
  return (
    <Answer
      eye={w.eye(agency.name)}
      title={stage === undefined ? name : w.titles[stage](name)}
      acts={month && <Act month={month} reload={reload} />}
    >
      <p>{stage === undefined ? "\u00a0" : w.texts[stage]}</p>
    </Answer>
  );
}

/** The act that brings the month one step further. */
function Act({ month, reload }: { month: Month; reload: () => void }): ComponentChildren {
  const { mayAct } = useOffice();
  if (!mayAct) return null;
  const stage = stageOf(month.closing);
  if (stage === "OPEN" || stage === "REOPENED") return <CloseAct month={month} reload={reload} />;
  if (stage === "LOGGED") return <SealAct month={month} reload={reload} isAgain={false} />;
  return null;
}

function Agencies({ period }: { period: string }) {
  const w = useWords(periodWords);
  const calls = usePeopleCalls();
  const office = useOffice();
  const { value } = useLoad(async () => {
    const all = office.agencies.map(async (agency) => ({
      agency,
      closing: await calls.closing(agency.agencyId, period),
    }));
    return { period, rows: await Promise.all(all) };
  }, [calls, period]);
  if (value?.period !== period) return <Skeleton lines={3} tall />;
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption>{w.agencies}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[w.agency, w.log, w.predicates, w.people].map((word, place) => (
              <th key={word} role="columnheader" scope="col" class={place === 3 ? "n" : undefined}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {value.rows.map(({ agency, closing }) => (
            <AgencyRow key={agency.agencyId} agencyId={agency.agencyId} name={agency.name} closing={closing} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface AgencyRowProps {
  readonly agencyId: string;
  readonly name: string;
  readonly closing: Closing;
}

function AgencyRow({ agencyId, name, closing }: AgencyRowProps) {
  const w = useWords(periodWords);
  const { f } = useApp();
  const office = useOffice();
  const { period } = closing.log;
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="full">
        <a class="name" href={office.href({ instansi: agencyId, bagian: "periode", periode: period })}>
          {name}
        </a>
      </th>
      <td role="cell" data-l={w.log}>
        <LogState state={closing.log.state} />
      </td>
      <td role="cell" data-l={w.predicates}>
        <SealState revision={closing.predicates.revision} />
      </td>
      <td role="cell" data-l={w.people} class="n num">
        {f.number(Number(closing.log.count))}
      </td>
    </tr>
  );
}
