import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Note } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useApp } from "../../state/context.ts";

interface ImportProps {
  readonly date: string;
  onClose: () => void;
}

/** Few people paste from a spreadsheet, so what reads it is loaded when somebody does. */
export function LazyImport(props: ImportProps) {
  const { t } = useApp();
  const [Import, setImport] = useState<ComponentType<ImportProps> | undefined>(undefined);
  const [isFailed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    import("./sheet/sheet-import.tsx").then(
      ({ SheetImport }) => setImport(() => SheetImport),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (Import) return <Import {...props} />;
  if (!isFailed) return null;
  return (
    <Sheet title={t.work.sheet.open} onClose={props.onClose}>
      <Note tone="bad" icon="warn" title={t.shell.pageFailed} alert>
        <p>{t.problems.offline}</p>
        <button type="button" class="btn" onClick={load}>
          {t.common.retry}
        </button>
      </Note>
    </Sheet>
  );
}
