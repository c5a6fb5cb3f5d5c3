import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { type Template } from "../../entries/template.ts";
import { useApp } from "../../state/context.ts";
import { Failed, NameForm, useShelfAct } from "./template-card.tsx";
import { type Templates } from "./use-templates.ts";

export interface ManageSheetProps {
  readonly templates: Templates;
  onClose: () => void;
}

/** Renames and removes. */
export function ManageSheet({ templates, onClose }: ManageSheetProps) {
  const { t } = useApp();
  const words = t.work.templates;
  const [renaming, setRenaming] = useState<Template | undefined>(undefined);
  const { isFailed, act } = useShelfAct();
  const remove = (template: Template) => {
    const isLast = templates.list.length === 1;
    void act(
      () => templates.remove(template),
      words.removed(template.name),
      () => isLast && onClose(),
    );
  };
  return (
    <Sheet title={words.manage} onClose={onClose}>
      <p class="sm">{words.manageText}</p>
      {isFailed && <Failed />}
      <ul class="list">
        {templates.list.map((template) => (
          <li key={template.templateId} class="item">
            {renaming?.templateId === template.templateId ? (
              <div class="full">
                <NameForm
                  name={template.name}
                  onSave={(name) =>
                    void act(
                      () => templates.rename(template, name),
                      undefined,
                      () => setRenaming(undefined),
                    )
                  }
                />
              </div>
            ) : (
              <>
                <div class="full">
                  <p class="t">{template.name}</p>
                  <p class="m">{template.draft.description}</p>
                </div>
                <div class="full chips">
                  <button
                    type="button"
                    class="btn"
                    aria-label={words.renameThis(template.name)}
                    onClick={() => setRenaming(template)}
                  >
                    <Icon name="edit" />
                    {words.rename}
                  </button>
                  <button
                    type="button"
                    class="btn"
                    aria-label={words.removeThis(template.name)}
                    onClick={() => remove(template)}
                  >
                    <Icon name="cancel" />
                    {words.remove}
                  </button>
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
