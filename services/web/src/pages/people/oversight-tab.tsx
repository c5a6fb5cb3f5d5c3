import { Empty, State } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { periodOf } from "../../time/dates.ts";
import { usePeopleCalls } from "./calls.ts";
import { MonthSteps } from "./month-steps.tsx";
import { isPeriod } from "./months.ts";
import { useOffice } from "./office.ts";
import { type DecisionAct, type Silence } from "./oversight-calls.ts";
import { oversightWords } from "./oversight-words.ts";
import { bulkEntries, isBulk, isHasty } from "./oversight.ts";
import { Answer, Paged, useInstant } from "./parts.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { usePages } from "./use-pages.ts";
import { words } from "./words.ts";

/** Sizes of acts among which one can choose: all, or only large ones. */
const sizes = [1, 10, bulkEntries, 50] as const;

export function OversightTab({ query }: { query: URLSearchParams }) {
  const w = useWords(oversightWords);
  const { f } = useApp();
  const office = useOffice();
  const asked = query.get("periode");
  const current = periodOf(office.today);
  const period = isPeriod(asked) && asked <= current ? asked : current;
  const atLeast = sizes.find((size) => String(size) === query.get("paling")) ?? 1;
  const hrefOf = (periode: string, least: number) =>
    office.href({ bagian: "awasi", periode, paling: least === 1 ? undefined : String(least) });
  return (
    <>
      <Answer eye={w.eye(office.agency.name)} title={w.title(f.monthYear(period))}>
        <p>{w.text}</p>
      </Answer>
      <div class="filters">
        <MonthSteps period={period} hrefOf={(month) => hrefOf(month, atLeast)} />
        <label class="f filter">
          <span>{w.show}</span>
          <select
            class="in"
            value={String(atLeast)}
            onChange={(event) => navigate(hrefOf(period, Number(event.currentTarget.value)))}
          >
            {sizes.map((size) => (
              <option key={size} value={String(size)}>
                {size === 1 ? w.all : w.atLeast(size)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Decisions period={period} atLeast={atLeast} />
      <div class="cols half">
        <Silences period={period} />
        <PolicyCard />
      </div>
    </>
  );
}

function Decisions({ period, atLeast }: { period: string; atLeast: number }) {
  const w = useWords(oversightWords);
  const calls = usePeopleCalls();
  const { agency } = useOffice();
  const pages = usePages(`${agency.agencyId} ${period} ${String(atLeast)}`, (next) =>
    calls.decisions(agency.agencyId, period, atLeast, next),
  );
  const names = useNames((pages.rows ?? []).flatMap(({ actorId, personId }) => [actorId, personId]));
  return (
    <Paged
      pages={pages}
      empty={
        <div class="card">
          <Empty icon="info" title={w.decisionsNone}>
            <p>{w.decisionsNoneText}</p>
          </Empty>
        </div>
      }
    >
      {(rows) => (
        <section class="card flush">
          <table class="tbl" role="table">
            <caption>
              {w.decisions} <span>{w.marksText}</span>
            </caption>
            <TableHead words={[w.columns.actor, w.columns.what, w.columns.person, w.columns.at, w.columns.marks]} />
            <tbody role="rowgroup">
              {rows.map((act) => (
                <DecisionRow key={act.decisionId} act={act} names={names} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Paged>
  );
}

function DecisionRow({ act, names }: { act: DecisionAct; names: Names }) {
  const w = useWords(oversightWords);
  const shared = useWords(words);
  const { t } = useApp();
  const instant = useInstant();
  const actor = names.of(act.actorId, shared.someone);
  const isReturned = act.state === "RETURNED";
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="full">
        {act.byTimeout ? w.timeoutActor(actor) : actor}
      </th>
      <td role="cell" data-l={w.columns.what}>
        <span>
          {isReturned ? w.returned(act.entries) : w.approved(act.entries)}
          {isReturned && act.reason !== "UNSPECIFIED" && <small class="muted"> {t.reasons[act.reason]}</small>}
        </span>
      </td>
      <td role="cell" data-l={w.columns.person}>
        {names.of(act.personId, shared.someone)}
      </td>
      <td role="cell" class="num" data-l={w.columns.at}>
        {instant(act.decidedAt)}
      </td>
      <td role="cell" class="full">
        <Marks act={act} />
      </td>
    </tr>
  );
}

function Marks({ act }: { act: DecisionAct }) {
  const w = useWords(oversightWords);
  return (
    <span class="marks">
      {act.byTimeout && (
        <State tone="info" icon="clock">
          {act.byClosing ? w.closing : w.timeout}
        </State>
      )}
      {isBulk(act) && (
        <State tone="wait" icon="warn">
          {w.bulk}
        </State>
      )}
      {isHasty(act) && (
        <State tone="wait" icon="warn">
          {w.hasty(act.actsInMinute)}
        </State>
      )}
    </span>
  );
}

function Silences({ period }: { period: string }) {
  const w = useWords(oversightWords);
  const calls = usePeopleCalls();
  const { agency } = useOffice();
  const pages = usePages(`${agency.agencyId} ${period}`, (next) => calls.silences(agency.agencyId, period, next));
  const names = useNames(
    (pages.rows ?? []).flatMap(({ assessorId, personId, escalatedTo }) => [assessorId, personId, escalatedTo]),
  );
  return (
    <section class="card flush" aria-labelledby="h-silences">
      <header>
        <h2 id="h-silences">{w.silences}</h2>
      </header>
      <Paged pages={pages} lines={2} empty={<p class="sm foot">{w.silencesNone}</p>}>
        {(rows) => (
          <ul class="list">
            {rows.map((silence) => (
              <SilenceItem key={silence.silenceId} silence={silence} names={names} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function SilenceItem({ silence, names }: { silence: Silence; names: Names }) {
  const w = useWords(oversightWords);
  const shared = useWords(words);
  const instant = useInstant();
  const { assessorId, personId, escalatedTo, approved, escalated, waiting, atClosing, at } = silence;
  const facts = [
    approved > 0 ? w.approvedBy(approved) : "",
    escalated === 0
      ? ""
      : atClosing
        ? w.leftOpen(escalated)
        : escalatedTo === ""
          ? w.escalatedNobody(escalated)
          : w.escalatedTo(escalated, names.of(escalatedTo, shared.someone)),
    waiting > 0 ? w.waiting(waiting) : "",
  ].filter((fact) => fact !== "");
  return (
    <li class="item">
      <div class="full">
        <p class="t">{assessorId === "" ? w.nobody : w.silent(names.of(assessorId, shared.someone))}</p>
        <p class="sm">{names.of(personId, shared.someone)}</p>
        <p class="m num">{[...facts, instant(at)].join(" · ")}</p>
      </div>
    </li>
  );
}
