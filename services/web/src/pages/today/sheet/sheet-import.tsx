import { useMemo, useState } from "preact/hooks";
import { Sheet } from "../../../components/sheet.tsx";
import { columnFault, type Columns, headingOf } from "../../../entries/sheet/columns.ts";
import { isReady, linesOf, readLine, type SheetLine } from "../../../entries/sheet/lines.ts";
import { useWords } from "../../../i18n/words.ts";
import { useApp, useMe } from "../../../state/context.ts";
import { useEntryWriter } from "../use-entries.ts";
import { ColumnsStep } from "./columns-step.tsx";
import { type Grid, PasteStep } from "./paste-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { words } from "./words.ts";

type Step =
  | { readonly at: "paste" }
  | { readonly at: "columns"; readonly grid: Grid; readonly known: Columns | undefined }
  | { readonly at: "preview"; readonly lines: readonly SheetLine[]; readonly left: number };

/** The rows below the heading, and what the heading says. */
function headed({ cells, numbers }: Grid): { readonly grid: Grid; readonly known: Columns | undefined } {
  const known = headingOf(cells[0]);
  return known === undefined
    ? { grid: { cells, numbers }, known }
    : { grid: { cells: cells.slice(1), numbers: numbers.slice(1) }, known };
}

interface SheetImportProps {
  readonly date: string;
  onClose: () => void;
}

/** Entries out of a spreadsheet: paste, say what the columns mean where they don't say it, look, save. */
export function SheetImport({ date, onClose }: SheetImportProps) {
  const w = useWords(words);
  const { t, notify } = useApp();
  const writer = useEntryWriter();
  const employmentId = useMe().employments[0]?.employmentId ?? "";
  const [text, setText] = useState("");
  const [step, setStep] = useState<Step>({ at: "paste" });
  const [isFailed, setFailed] = useState(false);
  const lines = step.at === "preview" ? step.lines : [];
  const read = useMemo(() => lines.map((line) => readLine(line, employmentId, date)), [step, employmentId, date]);

  const preview = (grid: Grid, columns: Columns) =>
    setStep({ at: "preview", ...linesOf(grid.cells, grid.numbers, columns) });
  const take = (whole: Grid) => {
    const { grid, known } = headed(whole);
    if (known !== undefined && columnFault(known) === undefined) preview(grid, known);
    else setStep({ at: "columns", grid, known });
  };
  const keep = (kept: readonly SheetLine[]) => {
    if (step.at !== "preview") return;
    if (kept.length === 0) onClose();
    else setStep({ ...step, lines: kept });
  };
  const save = async () => {
    const ready = read.filter(isReady);
    try {
      await writer.save(ready.map(({ draft }) => draft));
      setFailed(false);
      notify({ text: t.today.savedMany(ready.length) });
      const saved = new Set(ready.map(({ number }) => number));
      keep(lines.filter(({ number }) => !saved.has(number)));
    } catch {
      setFailed(true);
    }
  };

  return (
    <Sheet
      title={step.at === "columns" ? w.columnsTitle : w.title}
      isDirty={step.at === "paste" ? text.trim() !== "" : true}
      onClose={onClose}
    >
      {step.at === "paste" && <PasteStep text={text} onText={setText} onRead={take} />}
      {step.at === "columns" && (
        <ColumnsStep grid={step.grid} known={step.known} onDone={(columns) => preview(step.grid, columns)} />
      )}
      {step.at === "preview" && (
        <PreviewStep
          lines={read}
          left={step.left}
          isFailed={isFailed}
          onChange={(changed) => keep(lines.map((line) => (line.number === changed.number ? changed : line)))}
          onDrop={(number) => keep(lines.filter((line) => line.number !== number))}
          onSave={() => void save()}
        />
      )}
    </Sheet>
  );
}
