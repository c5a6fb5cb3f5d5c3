import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useLoadOf } from "../../state/use-load.ts";
import { chosenMonth } from "../people/months.ts";
import { MonthSteps } from "../people/month-steps.tsx";
import { useOffice } from "../people/office.ts";
import { Answer, UnitField } from "../people/parts.tsx";
import { sourceWords } from "./act-words.ts";
import { type Candidate, type Fact, useFactCalls } from "./calls.ts";
import { ProposeSheet } from "./propose-sheet.tsx";
import { useFacts } from "./use-facts.ts";
import { words } from "./words.ts";

const outage = "OUTAGE";

/** What machines miss when they fail: nothing of it is anybody's fault. */
const missedItems = "missed_in missed_out";

/** An outage that was said already, whoever decides on it. */
const covers = (fact: Fact, day: string, unitId: string): boolean =>
  fact.state !== "REJECTED" &&
  fact.supersededAt === undefined &&
  !fact.withdraws &&
  (fact.unitId === "" || fact.unitId === unitId) &&
  fact.validFrom <= day &&
  day <= fact.validTo;

interface Asked {
  readonly period: string;
  readonly unitId: string;
}

function useCandidates({ period, unitId }: Asked) {
  const { agencyId } = useOffice().agency;
  const calls = useFactCalls();
  const key = [agencyId, period, unitId].join(" ");
  return useLoadOf(key, () => calls.candidates(agencyId, period, unitId), [calls]);
}

/** Days on which the machines may have failed. Nothing is applied: an officer proposes an outage, with a reason. */
export function OutageTab({ query }: { query: URLSearchParams }) {
  const w = useWords(sourceWords);
  const shared = useWords(words);
  const { f } = useApp();
  const office = useOffice();
  const asked = { period: chosenMonth(query.get("periode"), office.today), unitId: query.get("unit") ?? "" };
  const { value: days, problem, reload } = useCandidates(asked);
  const hrefOf = (more: Readonly<Record<string, string>>) =>
    office.href({ bagian: "gangguan", periode: asked.period, unit: asked.unitId, ...more });
  return (
    <>
      <Answer eye={shared.eye(office.agency.name)} title={w.outageTitle(f.monthYear(asked.period))}>
        <p>{w.outageText}</p>
      </Answer>
      <div class="filters">
        <UnitField value={asked.unitId} onChange={(unit) => navigate(hrefOf({ unit }), "replace")} />
        <MonthSteps period={asked.period} hrefOf={(periode) => hrefOf({ periode })} />
      </div>
      {problem && <ProblemNote problem={problem} title={shared.failed} safe={shared.safe} onRetry={reload} />}
      {days === undefined && !problem && <Skeleton lines={3} tall />}
      {days !== undefined && <Days days={days} unitId={asked.unitId} />}
    </>
  );
}

function Days({ days, unitId }: { days: readonly Candidate[]; unitId: string }) {
  const { agencyId } = useOffice().agency;
  const known = useFacts(agencyId, { kind: outage });
  const [proposed, setProposed] = useState<Candidate | undefined>(undefined);
  if (days.length === 0) return <NoOutage />;
  return (
    <section class="card flush">
      <ul class="list">
        {days.map((day) => (
          <Day
            key={day.day}
            candidate={day}
            isKnown={(known.rows ?? []).some((fact) => covers(fact, day.day, unitId))}
            onPropose={() => setProposed(day)}
          />
        ))}
      </ul>
      {proposed && (
        <ProposeSheet
          kindName={outage}
          prefilled={{ unitId, cells: { from: proposed.day, to: proposed.day, items: missedItems } }}
          onClose={() => setProposed(undefined)}
          onDone={() => {
            setProposed(undefined);
            known.reload();
          }}
        />
      )}
    </section>
  );
}

interface DayProps {
  readonly candidate: Candidate;
  readonly isKnown: boolean;
  onPropose: () => void;
}

function Day({ candidate: { day, missed, expected, medianBasisPoints }, isKnown, onPropose }: DayProps) {
  const w = useWords(sourceWords);
  const { f } = useApp();
  const { mayAct } = useOffice();
  const share = expected === 0 ? 0 : missed / expected;
  return (
    <li class="item roomy">
      <div>
        <h2 class="t">{f.fullDay(day)}</h2>
        <p class="sm num">{w.share(f.number(missed), f.number(expected), f.percent(share))}</p>
        <p class="m num">{w.usual(f.percent(medianBasisPoints / 10_000))}</p>
      </div>
      {isKnown && (
        <State tone="ok" icon="done">
          {w.alreadyOutage}
        </State>
      )}
      {!isKnown && mayAct && (
        <button type="button" class="btn soft" aria-label={w.applyOutageOn(f.fullDay(day))} onClick={onPropose}>
          <Icon name="plus" />
          {w.applyOutage}
        </button>
      )}
    </li>
  );
}

function NoOutage() {
  const w = useWords(sourceWords);
  return (
    <div class="card">
      <Empty icon="done" title={w.noOutage}>
        <p>{w.noOutageText}</p>
      </Empty>
    </div>
  );
}
