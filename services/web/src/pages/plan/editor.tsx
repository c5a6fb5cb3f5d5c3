import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { AnnexFields, BehaviourFields } from "./edit-sections.tsx";
import { editWords } from "./edit-words.ts";
import { EditResults } from "./edit-results.tsx";
import { type Names, ReturnReason } from "./parts.tsx";
import { type ShownSkp } from "./types.ts";
import { type EditorControl, useEditor } from "./use-editor.ts";
import { useCalls } from "./use-plan.ts";

interface EditorProps {
  readonly shown: ShownSkp;
  readonly names: Names;
  onChanged: () => void;
}

/** The writing of an SKP. */
export function Editor({ shown, names, onChanged }: EditorProps) {
  const { notify } = useApp();
  const w = useWords(editWords);
  const calls = useCalls();
  const editor = useEditor(shown.skp);
  const { base } = editor;
  const parents = useLoad(() => calls.parents(base.year), [calls, base.year]);
  const assessor = names.people.get(base.assessorId)?.name;
  const home = `/rencana?tahun=${String(base.year)}&skp=${base.skpId}`;
  const save = async () => {
    if (!(await editor.save())) return;
    notify({ text: w.saved });
    onChanged();
  };
  const submit = async () => {
    if (!(await editor.submit())) return;
    notify({ text: w.submitted(assessor ?? "") });
    onChanged();
    navigate(home);
  };
  return (
    <>
      <EditorHead editor={editor} home={home} onSave={save} onSubmit={submit} />
      {base.state === "RETURNED" && <ReturnReason reason={base.returnReason} />}
      <EditorNotes editor={editor} />
      {/* Nothing is typed into a text that may not be the one that is kept. */}
      {editor.mine === undefined && (
        <div class="cols">
          <EditResults editor={editor} names={names} parents={parents} />
          <div class="stack">
            <BehaviourFields draft={editor.draft} onChange={editor.change} />
            <AnnexFields draft={editor.draft} onChange={editor.change} />
          </div>
        </div>
      )}
    </>
  );
}

interface HeadProps {
  readonly editor: EditorControl;
  readonly home: string;
  onSave: () => Promise<void>;
  onSubmit: () => Promise<void>;
}

function EditorHead({ editor, home, onSave, onSubmit }: HeadProps) {
  const w = useWords(editWords);
  const { base, isDirty, isBusy, mine } = editor;
  const isOpen = isDirty || mine !== undefined;
  const [pressed, setPressed] = useState<"save" | "submit" | undefined>(undefined);
  const run = (which: "save" | "submit", work: () => Promise<void>) => {
    if (isBusy) return;
    setPressed(which);
    void work();
  };
  return (
    <div class="head">
      <div class="ans">
        <p class="eye">
          <a href={home} class="btn link">
            <Icon name="left" />
            {w.back}
          </a>
        </p>
        <h1>{w.title(base.year)}</h1>
        <p>{w.safe}</p>
        <p class="line">
          <State tone={isOpen ? "wait" : "ok"} icon={isOpen ? "edit" : "done"}>
            {isOpen ? w.unsaved : w.allSaved}
          </State>
        </p>
      </div>
      <div class="dock">
        <button
          type="button"
          class="btn"
          disabled={!isDirty || mine !== undefined}
          aria-busy={isBusy && pressed === "save"}
          onClick={() => run("save", onSave)}
        >
          {w.save}
        </button>
        <button
          type="button"
          class="btn go"
          disabled={mine !== undefined}
          aria-busy={isBusy && pressed === "submit"}
          onClick={() => run("submit", onSubmit)}
        >
          {w.submit}
        </button>
      </div>
    </div>
  );
}

/** What stands between the person and the server: a restored text, a conflict, a refusal. */
function EditorNotes({ editor }: { editor: EditorControl }) {
  const place = useRef<HTMLDivElement>(null);
  const { mine, problem, blocked } = editor;
  const isNews = mine !== undefined || problem !== undefined || blocked !== undefined;
  // The acts stand at the bottom of a phone, the notes at the top of the page.
  useEffect(() => {
    if (isNews) place.current?.scrollIntoView({ block: "center" });
  }, [isNews, mine, problem, blocked]);
  return (
    <div ref={place} class="stack notes">
      <NotesOf editor={editor} />
    </div>
  );
}

function NotesOf({ editor }: { editor: EditorControl }) {
  const w = useWords(editWords);
  const { mine, base, problem, blocked, isRestored, isDirty, faults } = editor;
  if (mine !== undefined) {
    return (
      <Note tone="wait" icon="warn" alert title={w.conflictTitle}>
        <p>{w.conflictText(base.version)}</p>
        <div class="chips">
          <button type="button" class="btn" onClick={editor.chooseMine}>
            {w.useMine}
          </button>
          <button type="button" class="btn" onClick={editor.discard}>
            {w.useTheirs}
          </button>
        </div>
      </Note>
    );
  }
  return (
    <>
      {blocked !== undefined && (
        <Note tone="bad" icon="warn" alert title={blocked === "fields" ? undefined : w.notComplete}>
          <p>{blocked === "fields" ? w.notSavable : w.missing[blocked]}</p>
        </Note>
      )}
      {problem && (
        <ProblemNote problem={problem} title={w.failed} safe={faults.size > 0 ? w.serverFaults : w.failedSafe} />
      )}
      {isRestored && isDirty && (
        <Note tone="info" icon="info">
          <p>{w.restored}</p>
          <button type="button" class="btn" onClick={editor.discard}>
            {w.discard}
          </button>
        </Note>
      )}
    </>
  );
}
