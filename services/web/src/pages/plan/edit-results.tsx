import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Loaded } from "../../state/use-load.ts";
import { type DraftResult, emptyResult, faultsOf } from "./draft.ts";
import { editWords } from "./edit-words.ts";
import { type Names } from "./parts.tsx";
import { ResultSheet } from "./result-sheet.tsx";
import { type ParentChoice } from "./types.ts";
import { type EditorControl } from "./use-editor.ts";
import { words } from "./words.ts";

interface EditResultsProps {
  readonly editor: EditorControl;
  readonly names: Names;
  readonly parents: Loaded<readonly ParentChoice[]>;
}

const most = 30;

/** The results of the draft; one is changed in a sheet, and each keystroke is kept. */
export function EditResults({ editor, names, parents }: EditResultsProps) {
  const { platform } = useApp();
  const w = useWords(editWords);
  const { draft, change, base } = editor;
  const [openKey, setOpenKey] = useState<string | undefined>(undefined);
  const { results } = draft;
  const open = results.find(({ key }) => key === openKey);
  const replace = (next: DraftResult) =>
    change({ ...draft, results: results.map((one) => (one.key === next.key ? next : one)) });
  const add = () => {
    const result = emptyResult(platform.newId(), platform.newId());
    change({ ...draft, results: [...results, result] });
    setOpenKey(result.key);
  };
  const remove = useRemoval(editor);
  return (
    <section class="card flush" aria-labelledby="h-results">
      <header>
        <h2 id="h-results">{w.results}</h2>
        {results.length > 0 && <span class="num">{results.length}</span>}
      </header>
      <ResultRows editor={editor} parents={parents.value ?? []} onOpen={setOpenKey} />
      <div class="foot">
        {results.length < most ? (
          <button type="button" class="btn soft wide" onClick={add}>
            <Icon name="plus" />
            {w.addResult}
          </button>
        ) : (
          <p class="sm muted">{w.mostResults}</p>
        )}
      </div>
      {open && (
        <ResultSheet
          result={open}
          base={base}
          names={names}
          parents={parents}
          onChange={replace}
          onRemove={() => {
            setOpenKey(undefined);
            remove(open);
          }}
          onClose={() => setOpenKey(undefined)}
        />
      )}
    </section>
  );
}

/** Takes a result out of the draft; the way back stays open for a while. */
function useRemoval({ draft, change }: EditorControl): (result: DraftResult) => void {
  const { notify } = useApp();
  const w = useWords(editWords);
  return (result) => {
    change({ ...draft, results: draft.results.filter(({ key }) => key !== result.key) });
    notify({ text: w.removed, action: { label: w.undo, run: () => change(draft) } });
  };
}

interface RowsProps {
  readonly editor: EditorControl;
  readonly parents: readonly ParentChoice[];
  onOpen: (key: string) => void;
}

function ResultRows({ editor, parents, onOpen }: RowsProps) {
  const r = useWords(words);
  const { results } = editor.draft;
  if (results.length === 0) {
    return (
      <Empty title={r.noResults}>
        <p>{r.noResultsText}</p>
      </Empty>
    );
  }
  return (
    <ul class="list">
      {results.map((result, at) => (
        <ResultRow
          key={result.key}
          result={result}
          nr={results.slice(0, at + 1).filter(({ kind }) => kind === result.kind).length}
          editor={editor}
          fault={editor.faults.get(at)}
          parent={parents.find(({ parentId }) => parentId === result.parentId)?.text}
          onOpen={() => onOpen(result.key)}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly result: DraftResult;
  readonly nr: number;
  readonly editor: EditorControl;
  readonly fault: string | undefined;
  readonly parent: string | undefined;
  onOpen: () => void;
}

function ResultRow({ result, nr, editor, fault, parent, onOpen }: RowProps) {
  const r = useWords(words);
  const w = useWords(editWords);
  const isIncomplete = faultsOf(result, editor.base.positionKind) !== undefined;
  const facts = [
    w.indicators(result.indicators.length),
    ...(result.kind === "UTAMA" && result.parentId === "" ? [w.noParent] : []),
  ];
  return (
    <li class="item roomy">
      <div>
        <p class="m">{r.kind[result.kind](nr)}</p>
        <h3 class="t">{result.text.trim() === "" ? w.untitled : result.text}</h3>
        <p class="m">{facts.join(" · ")}</p>
        {parent !== undefined && <p class="m">{w.leansOn(parent)}</p>}
      </div>
      <button type="button" class="btn" aria-label={w.edit(result.text)} onClick={onOpen}>
        <Icon name="edit" />
        {w.editShort}
      </button>
      {(isIncomplete || fault !== undefined) && (
        <div class="full">
          <State tone="bad" icon="warn">
            {w.incomplete}
          </State>
          {fault !== undefined && <p class="sm">{fault}</p>}
        </div>
      )}
    </li>
  );
}
