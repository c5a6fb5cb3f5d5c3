import { useState } from "preact/hooks";
import { Field } from "../../../components/field.tsx";
import { Note } from "../../../components/parts.tsx";
import { type Cells, cellsOf } from "../../../entries/sheet/cells.ts";
import { workbookCells } from "../../../entries/sheet/workbook.ts";
import { mayUnpack } from "../../../entries/sheet/zip.ts";
import { useWords } from "../../../i18n/words.ts";
import { words } from "./words.ts";

export interface Grid {
  readonly cells: Cells;
  readonly numbers: readonly number[];
}

type Fault = "empty" | "fileFailed" | "fileOld";

/** A workbook is a zip archive; anything else is read as text. */
const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Excel's own "CSV" of some settings is no UTF-8. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

async function gridOf(file: File): Promise<Grid | Fault> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!isWorkbook(bytes)) return cellsOf(textOf(bytes));
    return mayUnpack() ? await workbookCells(bytes) : "fileOld";
  } catch {
    return "fileFailed";
  }
}

interface PasteStepProps {
  readonly text: string;
  onText: (text: string) => void;
  onRead: (grid: Grid) => void;
}

/** Where the rows come in: by the clipboard or by a file. */
export function PasteStep({ text, onText, onRead }: PasteStepProps) {
  const w = useWords(words);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const take = (grid: Grid | Fault) => {
    if (typeof grid === "string") setFault(grid);
    else if (grid.cells.length === 0) setFault("empty");
    else onRead(grid);
  };
  const choose = async (input: HTMLInputElement) => {
    const [file] = Array.from(input.files ?? []);
    if (file) take(await gridOf(file));
    input.value = "";
  };
  return (
    <>
      <p class="sm">{w.text}</p>
      <Field label={w.paste} error={fault === "empty" ? w.empty : undefined}>
        <textarea
          class="in paste"
          rows={6}
          wrap="off"
          spellcheck={false}
          autocapitalize="none"
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </Field>
      <button type="button" class="btn go wide" onClick={() => take(cellsOf(text))}>
        {w.read}
      </button>
      <Field label={w.file}>
        <input
          class="in pick"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(event) => void choose(event.currentTarget)}
        />
      </Field>
      {(fault === "fileFailed" || fault === "fileOld") && (
        <Note tone="bad" icon="warn" alert>
          <p>{w[fault]}</p>
        </Note>
      )}
    </>
  );
}
