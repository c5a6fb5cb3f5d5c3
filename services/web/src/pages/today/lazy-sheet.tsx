import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Note } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useApp } from "../../state/context.ts";
import { type ConflictSheetProps } from "./conflict-sheet.tsx";
import { type ManageSheetProps } from "./manage-templates.tsx";

interface LazySheetProps<Props> {
  readonly title: string;
  readonly load: () => Promise<ComponentType<Props>>;
  readonly props: Props & { onClose: () => void };
}

/** A sheet that is loaded when somebody opens it. */
function LazySheet<Props>({ title, load, props }: LazySheetProps<Props>) {
  const { t } = useApp();
  const [Loaded, setLoaded] = useState<ComponentType<Props> | undefined>(undefined);
  const [isFailed, setFailed] = useState(false);
  const start = () => {
    setFailed(false);
    load().then(
      (found) => setLoaded(() => found),
      () => setFailed(true),
    );
  };
  useEffect(start, []);
  if (Loaded) return <Loaded {...props} />;
  if (!isFailed) return null;
  return (
    <Sheet title={title} onClose={props.onClose}>
      <Note tone="bad" icon="warn" title={t.shell.pageFailed} alert>
        <p>{t.problems.offline}</p>
        <button type="button" class="btn" onClick={start}>
          {t.common.retry}
        </button>
      </Note>
    </Sheet>
  );
}

interface ImportProps {
  readonly date: string;
  onClose: () => void;
}

const loadImport = () => import("./sheet/sheet-import.tsx").then(({ SheetImport }) => SheetImport);
const loadConflict = () => import("./conflict-sheet.tsx").then(({ ConflictSheet }) => ConflictSheet);
const loadManage = () => import("./manage-templates.tsx").then(({ ManageSheet }) => ManageSheet);

/** Few people paste from a spreadsheet. */
export const LazyImport = (props: ImportProps) => (
  <LazySheet<ImportProps> title={useApp().t.work.sheet.open} load={loadImport} props={props} />
);

/** Few entries change on two devices at once. */
export const LazyConflict = (props: ConflictSheetProps) => (
  <LazySheet<ConflictSheetProps> title={useApp().t.conflict.title} load={loadConflict} props={props} />
);

/** Templates are used daily and renamed once. */
export const LazyManage = (props: ManageSheetProps) => (
  <LazySheet<ManageSheetProps> title={useApp().t.work.templates.manage} load={loadManage} props={props} />
);
