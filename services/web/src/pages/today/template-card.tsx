import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Field } from "../../components/field.tsx";
import { Note } from "../../components/parts.tsx";
import { type Draft } from "../../entries/draft.ts";
import { isNameFit, type Template, templateNameLimit } from "../../entries/template.ts";
import { useApp } from "../../state/context.ts";
import { LazyManage } from "./lazy-sheet.tsx";
import { type Templates } from "./use-templates.ts";

interface TemplateCardProps {
  readonly templates: Templates;
  onUse: (template: Template) => void;
}

/** Work that comes again, one tap away. */
export function TemplateCard({ templates, onUse }: TemplateCardProps) {
  const { t } = useApp();
  const words = t.work.templates;
  const [isManaging, setManaging] = useState(false);
  if (templates.list.length === 0) return null;
  return (
    <section class="card stack tight" aria-labelledby="h-templates">
      <header>
        <h2 id="h-templates">{words.title}</h2>
        <button type="button" class="btn link" onClick={() => setManaging(true)}>
          {words.manage}
        </button>
      </header>
      <div class="chips">
        {templates.list.map((template) => (
          <button
            key={template.templateId}
            type="button"
            class="btn soft"
            aria-label={words.use(template.name)}
            onClick={() => onUse(template)}
          >
            <Icon name="plus" />
            {template.name}
          </button>
        ))}
      </div>
      {isManaging && <LazyManage templates={templates} onClose={() => setManaging(false)} />}
    </section>
  );
}

/** One act at a time on the shelf; whether it failed. */
export function useShelfAct() {
  const { notify } = useApp();
  const [isFailed, setFailed] = useState(false);
  const act = async (work: () => Promise<void>, done: string | undefined, then: () => void) => {
    try {
      await work();
      setFailed(false);
      if (done !== undefined) notify({ text: done });
      then();
    } catch {
      setFailed(true);
    }
  };
  return { isFailed, act };
}

export function Failed() {
  const { t } = useApp();
  return (
    <Note tone="bad" icon="warn" alert>
      <p>{t.work.templates.failed}</p>
    </Note>
  );
}

/** Saves by a button and not by a form: it stands within the form of the entry, too. */
export function NameForm({ name: initial, onSave }: { name: string; onSave: (name: string) => void }) {
  const { t } = useApp();
  const words = t.work.templates;
  const [name, setName] = useState(initial);
  const [isTried, setTried] = useState(false);
  const save = () => {
    setTried(true);
    if (isNameFit(name)) onSave(name);
  };
  return (
    <div class="stack tight">
      <Field label={words.name} error={isTried && !isNameFit(name) ? words.nameShort : undefined}>
        <input
          class="in"
          maxLength={templateNameLimit}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            save();
          }}
        />
      </Field>
      <button type="button" class="btn soft" onClick={save}>
        {words.save}
      </button>
    </div>
  );
}

/** Keeps what stands in the form under a name. */
export function SaveTemplate({ templates, draft }: { templates: Templates; draft: Draft }) {
  const { t } = useApp();
  const words = t.work.templates;
  const [isOpen, setOpen] = useState(false);
  const { isFailed, act } = useShelfAct();
  if (!isOpen) {
    return (
      <button type="button" class="btn link" onClick={() => setOpen(true)}>
        <Icon name="save" />
        {words.saveAs}
      </button>
    );
  }
  if (templates.isFull) {
    return (
      <Note tone="wait" icon="info">
        <p>{words.full}</p>
      </Note>
    );
  }
  return (
    <>
      <NameForm
        name={draft.description.trim().slice(0, templateNameLimit)}
        onSave={(name) =>
          void act(
            () => templates.add(name, draft),
            words.saved(name.trim()),
            () => setOpen(false),
          )
        }
      />
      {isFailed && <Failed />}
    </>
  );
}
