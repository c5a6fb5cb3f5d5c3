import { useState } from "preact/hooks";
import { Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { Note } from "../../../components/parts.tsx";
import { type Column } from "../../../entries/sheet/columns.ts";
import { isReady, type ReadLine, type SheetLine } from "../../../entries/sheet/lines.ts";
import { useWords } from "../../../i18n/words.ts";
import { useApp } from "../../../state/context.ts";
import { StoreFailed } from "../record-sheet.tsx";
import { words } from "./words.ts";

interface PreviewProps {
  readonly lines: readonly ReadLine[];
  /** Lines beyond the limit. */
  readonly left: number;
  readonly isFailed: boolean;
  onChange: (line: SheetLine) => void;
  onDrop: (number: number) => void;
  onSave: () => void;
}

/** Every line before it counts: those that need a fix first, with the cell, the reason and the way out. */
export function PreviewStep({ lines, left, isFailed, onChange, onDrop, onSave }: PreviewProps) {
  const w = useWords(words);
  const ready = lines.filter(isReady);
  const faulty = lines.filter((line) => !isReady(line));
  return (
    <>
      <p role="status">
        <b>{w.answer(ready.length, faulty.length)}.</b>
      </p>
      {left > 0 && (
        <Note tone="wait" icon="info">
          <p>{w.left(left)}</p>
        </Note>
      )}
      <Lines title={w.faulty} lines={faulty} onChange={onChange} onDrop={onDrop} />
      <Lines title={w.ready} lines={ready} onChange={onChange} onDrop={onDrop} />
      {isFailed && <StoreFailed />}
      {faulty.length > 0 && ready.length > 0 && <p class="xs muted">{w.rest(faulty.length)}</p>}
      <button type="button" class="btn go wide" disabled={ready.length === 0} onClick={onSave}>
        {ready.length === 0 ? w.nothing : w.save(ready.length)}
      </button>
    </>
  );
}

interface LinesProps extends Pick<PreviewProps, "lines" | "onChange" | "onDrop"> {
  readonly title: string;
}

function Lines({ title, lines, onChange, onDrop }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{title}</h3>
      <ul class="list sheet-lines">
        {lines.map((line) => (
          <Line key={line.number} line={line} onChange={onChange} onDrop={onDrop} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps extends Pick<PreviewProps, "onChange" | "onDrop"> {
  readonly line: ReadLine;
}

function Line({ line, onChange, onDrop }: LineProps) {
  const w = useWords(words);
  const { t } = useApp();
  const [isOpen, setOpen] = useState(false);
  const { number, cells, draft, errors } = line;
  const facts = useFacts(line);
  return (
    <li class="item">
      <div class="full">
        <p class="t">{draft.description === "" ? w.row(number) : draft.description}</p>
        <p class="m num">{[w.row(number), ...facts].join(" · ")}</p>
        {Object.entries(errors).map(([column, error]) => (
          <p key={column} class="err">
            <Icon name="warn" />
            <span>
              <b>{w.value(w.columns[column as Column], (cells[column as Column] ?? "").slice(0, 40))}:</b>{" "}
              {w.errorOf(error, t.record.errors)}
            </span>
          </p>
        ))}
      </div>
      {isOpen ? (
        <LineForm
          line={line}
          onApply={(changed) => {
            setOpen(false);
            onChange(changed);
          }}
        />
      ) : (
        <div class="full chips">
          <button type="button" class="btn" aria-label={w.editThis(number)} onClick={() => setOpen(true)}>
            <Icon name="edit" />
            {w.edit}
          </button>
          <button type="button" class="btn" aria-label={w.dropThis(number)} onClick={() => onDrop(number)}>
            <Icon name="cancel" />
            {w.drop}
          </button>
        </div>
      )}
    </li>
  );
}

/** Day, time, result and kind as they were understood, so that people see a wrong reading, too. */
function useFacts({ draft }: ReadLine): string[] {
  const { t, f } = useApp();
  const { workDate, startsAt, endsAt, minutes, quantity, quantityUnit, kind, place } = draft;
  return [
    workDate === "" ? "" : f.tinyDay(workDate),
    startsAt !== "" && endsAt !== "" ? f.span(startsAt, endsAt) : "",
    minutes === "" ? "" : f.duration(Number(minutes)),
    `${quantity} ${quantityUnit}`.trim(),
    kind === "PLANNED" ? "" : t.record.kinds[kind],
    place === "" ? "" : t.work.places[place],
  ].filter((fact) => fact !== "");
}

/** The cells of a line as they stand in the sheet: they are read anew when they are used. */
function LineForm({ line, onApply }: { line: ReadLine; onApply: (line: SheetLine) => void }) {
  const w = useWords(words);
  const { number } = line;
  const [cells, setCells] = useState(line.cells);
  const shown = [...new Set([...Object.keys(line.cells), ...Object.keys(line.errors)])] as Column[];
  return (
    <div class="full stack tight">
      {shown.map((column) => (
        <Field key={column} label={w.columns[column]}>
          <input
            class="in"
            value={cells[column] ?? ""}
            onInput={(event) => setCells({ ...cells, [column]: event.currentTarget.value })}
          />
        </Field>
      ))}
      <button type="button" class="btn soft" onClick={() => onApply({ number, cells })}>
        {w.apply}
      </button>
    </div>
  );
}
