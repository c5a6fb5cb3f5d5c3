import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { readLocal, writeLocal } from "../../state/local.ts";
import { useLoad } from "../../state/use-load.ts";
import { type MatrixCell, type Person, type WorkResult } from "../plan/types.ts";
import { useCalls } from "../plan/use-plan.ts";
import { type DraftCell, fromCells, isCellComplete, isWorded, toCells } from "./draft.ts";
import { words } from "./words.ts";

interface MatrixFacts {
  readonly results: readonly WorkResult[];
  readonly cells: readonly MatrixCell[];
  readonly team: readonly Person[];
}

const draftPlace = (year: number): string => `matrix.${String(year)}`;

/** The role-result matrix of the leader: which subordinate carries which part of which result. */
export function MatrixCard({ year }: { year: number }) {
  const w = useWords(words).matrix;
  const calls = useCalls();
  const { value, problem, reload } = useLoad(async (): Promise<MatrixFacts> => {
    const [skps, cells, team] = await Promise.all([calls.skpsOf(year), calls.matrix(year), calls.subordinates()]);
    return { results: skps.flatMap(({ content }) => content.results), cells, team };
  }, [calls, year]);
  return (
    <section class="card stack" aria-labelledby="h-matrix">
      <header>
        <h2 id="h-matrix">{w.title}</h2>
      </header>
      <p class="sm">{w.text}</p>
      {problem && <ProblemNote problem={problem} onRetry={reload} />}
      {!value && !problem && <Skeleton lines={3} />}
      {value?.results.length === 0 && (
        <Empty title={w.noResults}>
          <p>{w.noResultsText}</p>
          <a class="btn" href={`/rencana?tahun=${String(year)}`}>
            {w.toPlan}
          </a>
        </Empty>
      )}
      {value && value.results.length > 0 && <MatrixForm year={year} facts={value} />}
    </section>
  );
}

/** The cells that are typed; they survive a reload. */
function useCells(year: number, { cells: saved }: MatrixFacts) {
  const { newId } = useApp().platform;
  const [cells, setCells] = useState<readonly DraftCell[]>(() => {
    const kept = readLocal(draftPlace(year)) as readonly DraftCell[] | undefined;
    return Array.isArray(kept) ? (kept as readonly DraftCell[]) : fromCells(saved, newId);
  });
  const change = (next: readonly DraftCell[]) => {
    writeLocal(draftPlace(year), next);
    setCells(next);
  };
  return {
    cells,
    change,
    add: (leaderRhkId: string) => change([...cells, { key: newId(), leaderRhkId, personId: "", result: "" }]),
    forget: () => writeLocal(draftPlace(year), undefined),
  };
}
type Cells = ReturnType<typeof useCells>;

function MatrixForm({ year, facts }: { year: number; facts: MatrixFacts }) {
  const { notify } = useApp();
  const w = useWords(words).matrix;
  const calls = useCalls();
  const form = useRef<HTMLFormElement>(null);
  const edited = useCells(year, facts);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const { cells } = edited;
  const save = async () => {
    setTried(true);
    if (!cells.every(isCellComplete)) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await calls.saveMatrix(year, toCells(cells));
      edited.forget();
      notify({ text: w.saved(cells.length) });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
    setBusy(false);
  };
  return (
    <ActForm form={form} isBusy={isBusy || cells.length === 0} onSubmit={save}>
      {facts.results.map((result) => (
        <ResultRoles key={result.rhkId} result={result} edited={edited} team={facts.team} isTried={isTried} />
      ))}
      {problem && <ProblemNote problem={problem} />}
      {cells.length === 0 && (
        <Note tone="info" icon="info">
          <p>{w.least}</p>
        </Note>
      )}
      <button class="btn go wide" disabled={cells.length === 0} aria-busy={isBusy}>
        {cells.length === 0 ? w.saveNone : w.save(cells.length)}
      </button>
      <p class="xs muted">{w.kept}</p>
    </ActForm>
  );
}

interface ResultRolesProps {
  readonly result: WorkResult;
  readonly edited: Cells;
  readonly team: readonly Person[];
  readonly isTried: boolean;
}

function ResultRoles({ result, edited, team, isTried }: ResultRolesProps) {
  const w = useWords(words).matrix;
  const { cells, change, add } = edited;
  const own = cells.filter(({ leaderRhkId }) => leaderRhkId === result.rhkId);
  return (
    <details class="fold" open={own.length > 0 || undefined}>
      <summary>
        <Icon name="right" chevron />
        <span>
          {result.text} <span class="muted num light">· {w.roles(own.length)}</span>
        </span>
      </summary>
      <div class="stack">
        {own.map((cell, at) => (
          <RoleFields
            key={cell.key}
            nr={at + 1}
            cell={cell}
            team={team}
            isTried={isTried}
            onChange={(part) => change(cells.map((one) => (one.key === cell.key ? { ...one, ...part } : one)))}
            onRemove={() => change(cells.filter(({ key }) => key !== cell.key))}
          />
        ))}
        <button type="button" class="btn" onClick={() => add(result.rhkId ?? "")}>
          <Icon name="plus" />
          {w.add}
        </button>
      </div>
    </details>
  );
}

interface RoleFieldsProps {
  readonly nr: number;
  readonly cell: DraftCell;
  readonly team: readonly Person[];
  readonly isTried: boolean;
  onChange: (part: Partial<DraftCell>) => void;
  onRemove: () => void;
}

function RoleFields({ nr, cell, team, isTried, onChange, onRemove }: RoleFieldsProps) {
  const w = useWords(words).matrix;
  return (
    <fieldset class="row stack">
      <legend>{w.role(nr)}</legend>
      <Field label={w.person} error={isTried && cell.personId === "" ? w.faultPerson : undefined}>
        <select
          class="in"
          value={cell.personId}
          onChange={(event) => onChange({ personId: event.currentTarget.value })}
        >
          <option value="">{w.choose}</option>
          {team.map(({ personId, name, positionName }) => (
            <option key={personId} value={personId}>
              {[name, positionName].filter((part) => part !== "").join(", ")}
            </option>
          ))}
        </select>
      </Field>
      <Field label={w.result} hint={w.resultHint} error={isTried && !isWorded(cell.result) ? w.faultResult : undefined}>
        <textarea
          class="in"
          rows={2}
          maxLength={500}
          value={cell.result}
          onInput={(event) => onChange({ result: event.currentTarget.value })}
        />
      </Field>
      <button type="button" class="btn link" onClick={onRemove}>
        <Icon name="close" />
        {w.remove(nr)}
      </button>
    </fieldset>
  );
}
