import { useEffect, useMemo, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { listRows, type Part, type Run, type RunStatement } from "./calls.ts";
import { CorrectionsRow } from "./corrections-row.tsx";
import { decisionWords } from "./decision-words.ts";
import { statementAddress } from "./place.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

/** Undefined for whoever may not hold anybody. */
export type HoldAct = ((personId: string, name: string) => void) | undefined;

/** Everybody of a run; read only when somebody opens it, since each reading is recorded. */
export function Rows({ run, onHold }: { run: Run; onHold: HoldAct }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card flush" aria-labelledby="h-rows">
      <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="head-fold">
          <Icon name="right" chevron />
          <h2 id="h-rows">{w.rows.title}</h2>
          <span class="num muted">{run.statements}</span>
        </summary>
        {isOpen ? <RowList run={run} onHold={onHold} /> : <p />}
      </details>
    </section>
  );
}

function useRows(run: Run, onlyHeld: boolean) {
  const { client } = useApp().platform;
  const [part, setPart] = useState<Part<RunStatement> | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [wanted, setWanted] = useState({ token: "", round: 0 });
  useEffect(() => {
    let isCurrent = true;
    listRows(client, run, onlyHeld, wanted.token).then(
      (found) => {
        if (!isCurrent) return;
        setProblem(undefined);
        const before = wanted.token === "" ? [] : (part?.items ?? []);
        setPart({ items: [...before, ...found.items], nextPageToken: found.nextPageToken });
      },
      (thrown: unknown) => {
        if (isCurrent) setProblem(thrown instanceof Problem ? thrown : new Problem({ status: 0, code: "UNREADABLE" }));
      },
    );
    return () => {
      isCurrent = false;
    };
    // What was shown before is kept, so the part itself starts nothing.
  }, [client, run.runId, run.sha256, run.openFlags, onlyHeld, wanted]);
  return {
    part,
    problem,
    more: () => setWanted(({ round }) => ({ token: part?.nextPageToken ?? "", round: round + 1 })),
    again: () => setWanted(({ token, round }) => ({ token, round: round + 1 })),
    restart: () => setWanted(({ round }) => ({ token: "", round: round + 1 })),
  };
}

function RowList({ run, onHold }: { run: Run; onHold: HoldAct }) {
  const w = useWords(words);
  const [onlyHeld, setOnlyHeld] = useState(false);
  const { part, problem, more, again, restart } = useRows(run, onlyHeld);
  const ids = useMemo(() => (part?.items ?? []).map(({ personId }) => personId), [part]);
  const names = useNames(ids);
  return (
    <>
      <p class="sm muted inset">{w.rows.text}</p>
      <label class="opt inset">
        <input
          type="checkbox"
          checked={onlyHeld}
          onChange={(event) => {
            setOnlyHeld(event.currentTarget.checked);
            restart();
          }}
        />
        {w.rows.onlyHeld}
      </label>
      {problem && <ProblemNote problem={problem} title={w.rows.failed} onRetry={again} />}
      {!part && !problem && <Skeleton lines={4} tall />}
      {part?.items.length === 0 && <p class="sm muted inset">{w.rows.empty}</p>}
      {part && part.items.length > 0 && <RowTable run={run} rows={part.items} names={names} onHold={onHold} />}
      {part && part.nextPageToken !== "" && (
        <p class="foot">
          <button type="button" class="btn wide" onClick={more}>
            {w.rows.next}
          </button>
        </p>
      )}
    </>
  );
}

interface TableProps {
  readonly run: Run;
  readonly rows: readonly RunStatement[];
  readonly names: Names;
  readonly onHold: HoldAct;
}

function RowTable({ run, rows, names, onHold }: TableProps) {
  const w = useWords(words);
  const someone = useWords(decisionWords).someone;
  const { f } = useApp();
  return (
    <table class="tbl" role="table">
      <caption class="vh">{w.rows.title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {w.rows.person}
          </th>
          <th role="columnheader" scope="col" class="n">
            {w.rows.payout}
          </th>
          <th role="columnheader" scope="col" class="n">
            {w.totals.gross}
          </th>
          <th role="columnheader" scope="col" class="n">
            {w.totals.cut}
          </th>
          <th role="columnheader" scope="col">
            {w.rows.state}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.personId} role="row">
            <th role="rowheader" scope="row" class="a">
              <a href={statementAddress(run, row.personId)}>{names.of(row.personId, someone)}</a>
            </th>
            <td role="cell" class="n b">
              {f.rupiah(row.payoutRupiah)}
            </td>
            <td role="cell" class="n" data-l={w.totals.gross}>
              {f.rupiah(row.grossRupiah)}
            </td>
            <td role="cell" class="n" data-l={w.totals.cut}>
              {f.rupiah(-BigInt(row.cutRupiah))}
            </td>
            <td role="cell" class="full">
              <RowState row={row} />
              <HoldButton run={run} row={row} name={names.of(row.personId, someone)} onHold={onHold} />
              <CorrectionsRow run={run} row={row} name={names.of(row.personId, someone)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HoldProps {
  readonly run: Run;
  readonly row: RunStatement;
  readonly name: string;
  readonly onHold: HoldAct;
}

/** Only while the part has not been checked, and never on the own row. */
function HoldButton({ run, row, name, onHold }: HoldProps) {
  const w = useWords(stageWords);
  const me = useMe();
  const isOpen = run.batches.find(({ batch }) => batch === row.batch)?.state === "COMPUTED";
  if (onHold === undefined || row.held || !isOpen || row.personId === me.personId) return null;
  return (
    <button type="button" class="btn" aria-label={w.holdOf(name)} onClick={() => onHold(row.personId, name)}>
      {w.hold}
    </button>
  );
}

function RowState({ row }: { row: RunStatement }) {
  const w = useWords(words);
  if (row.held)
    return (
      <State tone="bad" icon="cancel">
        {w.rows.held}
      </State>
    );
  if (row.openFlags > 0)
    return (
      <State tone="wait" icon="clock">
        {w.rows.open}
      </State>
    );
  return (
    <State tone="ok" icon="done">
      {row.posted ? w.rows.posted : w.rows.ready}
    </State>
  );
}
