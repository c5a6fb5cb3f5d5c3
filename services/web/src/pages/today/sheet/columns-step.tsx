import { useRef, useState } from "preact/hooks";
import { Field, focusFirstError } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { type Column, columnFault, columnNames, type Columns, guessColumns } from "../../../entries/sheet/columns.ts";
import { useWords } from "../../../i18n/words.ts";
import { type Grid } from "./paste-step.tsx";
import { words } from "./words.ts";

interface ColumnsStepProps {
  readonly grid: Grid;
  /** What the heading named, where there is one. */
  readonly known: Columns | undefined;
  onDone: (columns: Columns) => void;
}

/** Asks what the columns mean, beginning with what they seem to hold. */
export function ColumnsStep({ grid, known, onDone }: ColumnsStepProps) {
  const w = useWords(words);
  const [columns, setColumns] = useState<Columns>(() => known ?? guessColumns(grid.cells));
  const [isTried, setTried] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const fault = columnFault(columns);
  const choose = (place: number, name: string) => {
    const chosen = columnNames.find((column) => column === name);
    // A column that is named once more moves there.
    setColumns(columns.map((column, at) => (at === place ? chosen : column === chosen ? undefined : column)));
  };
  const go = () => {
    setTried(true);
    if (fault === undefined) onDone(columns);
    else focusFirstError(body.current);
  };
  return (
    <div class="stack" ref={body}>
      <p class="sm">{w.columnsText}</p>
      {columns.map((column, place) => (
        <ColumnField
          key={place}
          label={w.column(place + 1, sampleOf(grid, place))}
          column={column}
          onChoose={(name) => choose(place, name)}
        />
      ))}
      {isTried && fault !== undefined && (
        <p class="err" role="alert">
          <Icon name="warn" />
          {w.faults[fault]}
        </p>
      )}
      <button type="button" class="btn go wide" onClick={go}>
        {w.next}
      </button>
    </div>
  );
}

/** The first thing that stands in a column, so that people know which one is meant. */
function sampleOf({ cells }: Grid, place: number): string {
  const text = cells.map((row) => row[place] ?? "").find((cell) => cell !== "") ?? "–";
  return text.length > 40 ? `${text.slice(0, 40)} …` : text;
}

interface ColumnFieldProps {
  readonly label: string;
  readonly column: Column | undefined;
  onChoose: (name: string) => void;
}

function ColumnField({ label, column, onChoose }: ColumnFieldProps) {
  const w = useWords(words);
  return (
    <Field label={label}>
      <select class="in" value={column ?? ""} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{w.unused}</option>
        {columnNames.map((name) => (
          <option key={name} value={name}>
            {w.columns[name]}
          </option>
        ))}
      </select>
    </Field>
  );
}
