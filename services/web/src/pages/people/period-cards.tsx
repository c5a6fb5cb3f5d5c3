import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/parts.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { stageOf } from "./closing.ts";
import { useOffice } from "./office.ts";
import { useInstant } from "./parts.tsx";
import { SealAct } from "./period-acts.tsx";
import { LogState, SealState } from "./period-states.tsx";
import { periodWords } from "./period-words.ts";
import { type Period } from "./types.ts";
import { type Month, useIncomplete } from "./use-month.ts";

function Hash({ sha256 }: { sha256: string }) {
  const w = useWords(periodWords);
  if (sha256 === "") return null;
  return (
    <details class="fold">
      <summary>
        {w.hash}
        <Icon name="right" chevron />
      </summary>
      <code class="break xs">{sha256}</code>
    </details>
  );
}

export function LogCard({ month }: { month: Month }) {
  const w = useWords(periodWords);
  const office = useOffice();
  const countOf = useIncomplete();
  const { log } = month.closing;
  return (
    <section class="card stack" aria-labelledby="h-log">
      <header>
        <h2 id="h-log">{w.log}</h2>
        <LogState state={log.state} />
      </header>
      {log.state === "SEALED" ? (
        <SealedLog log={log} />
      ) : (
        <p class="sm">{month.incomplete.count === 0 ? w.nobodyMissing : w.missing(countOf(month))}</p>
      )}
      <Parked count={Number(log.parked || 0)} />
      {month.incomplete.count > 0 && (
        <a class="btn link" href={office.href({ bagian: "belum", daftar: "catatan", periode: month.period })}>
          {log.state === "SEALED" ? w.missing(countOf(month)) : w.who}
          <Icon name="right" />
        </a>
      )}
      <Hash sha256={log.sha256} />
    </section>
  );
}

function SealedLog({ log }: { log: Period }) {
  const w = useWords(periodWords);
  const { f } = useApp();
  const instant = useInstant();
  // Answers of an older service lack these counts.
  const counts = [
    [w.flagged, Number(log.flagged || 0)],
    [w.undecided, Number(log.undecided || 0)],
    [w.late, Number(log.late || 0)],
    [w.corrections, Number(log.corrections || 0)],
  ] as const;
  return (
    <dl class="kv">
      <Fact name={w.count} value={f.number(Number(log.count))} />
      <Fact name={w.revision} value={f.number(log.revision)} />
      <Fact name={w.sealedAt} value={instant(log.sealedAt)} />
      {counts.map(([name, count]) => count > 0 && <Fact key={name} name={name} value={f.number(count)} />)}
    </dl>
  );
}

/** Records that can't be read and may hold work of the month. */
function Parked({ count }: { count: number }) {
  const w = useWords(periodWords);
  if (count === 0) return null;
  return (
    <Note tone="wait" icon="warn" title={w.parked(count)}>
      <p>{w.parkedText}</p>
    </Note>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

export function PredicateCard({ month, reload }: { month: Month; reload: () => void }) {
  const w = useWords(periodWords);
  const { f } = useApp();
  const office = useOffice();
  const instant = useInstant();
  const { predicates, unrated, log } = month.closing;
  const isSealed = predicates.revision > 0;
  return (
    <section class="card stack" aria-labelledby="h-predicates">
      <header>
        <h2 id="h-predicates">{w.predicates}</h2>
        <SealState revision={predicates.revision} />
      </header>
      {isSealed && (
        <dl class="kv">
          <Fact name={w.countPredicates} value={f.number(Number(predicates.count))} />
          <Fact name={w.revision} value={f.number(predicates.revision)} />
          <Fact name={w.sealedAt} value={instant(predicates.sealedAt)} />
        </dl>
      )}
      {log.state === "SEALED" ? (
        <p class="sm">{unrated === 0 ? w.nobodyUnrated : w.unrated(unrated)}</p>
      ) : (
        <p class="sm">{w.sealLater}</p>
      )}
      {unrated > 0 && (
        <a class="btn link" href={office.href({ bagian: "belum", daftar: "evaluasi", periode: month.period })}>
          {w.who}
          <Icon name="right" />
        </a>
      )}
      {stageOf(month.closing) === "DONE" && office.mayAct && <SealAct month={month} reload={reload} isAgain />}
      <Hash sha256={predicates.sha256} />
    </section>
  );
}
