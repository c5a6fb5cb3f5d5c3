import { useEffect, useMemo, useState } from "preact/hooks";
import { byName, type Template, templateDraftOf, templatesLimit } from "../../entries/template.ts";
import { type Draft } from "../../entries/draft.ts";
import { openShelf } from "../../offline/shelf.ts";
import { useApp, useMe } from "../../state/context.ts";

export interface Templates {
  readonly list: readonly Template[];
  readonly isFull: boolean;
  /** Each rejects when the device refuses to write. */
  add: (name: string, draft: Draft) => Promise<void>;
  rename: (template: Template, name: string) => Promise<void>;
  remove: (template: Template) => Promise<void>;
}

const shelf = openShelf<Template>("templates", ({ personId, templateId }) => `${personId} ${templateId}`);

/** The templates of the signed-in person on this device. */
export function useTemplates(): Templates {
  const { newId } = useApp().platform;
  const { personId } = useMe();
  const [list, setList] = useState<readonly Template[]>([]);
  useEffect(() => {
    let isCurrent = true;
    shelf.all(personId).then(
      (found) => isCurrent && setList(byName(found)),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [personId]);
  return useMemo(() => {
    const reread = async () => setList(byName(await shelf.all(personId)));
    return {
      list,
      isFull: list.length >= templatesLimit,
      async add(name, draft) {
        await shelf.put({ personId, templateId: newId(), name: name.trim(), draft: templateDraftOf(draft) });
        await reread();
      },
      async rename(template, name) {
        await shelf.put({ ...template, name: name.trim() });
        await reread();
      },
      async remove(template) {
        await shelf.remove(template);
        await reread();
      },
    };
  }, [list, personId, newId]);
}
