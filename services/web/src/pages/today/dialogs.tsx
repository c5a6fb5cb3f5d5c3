import { type Entry, type PlanItem, type Task } from "../../api/types.ts";
import { type Draft, draftOf } from "../../entries/draft.ts";
import { type Row } from "../../entries/rows.ts";
import { LazyConflict, LazyImport } from "./lazy-sheet.tsx";
import { RecordSheet } from "./record-sheet.tsx";
import { RepeatSheet } from "./repeat-sheet.tsx";
import { type Templates } from "./use-templates.ts";

export type OpenDialog =
  | { readonly kind: "record"; readonly draft: Draft }
  | { readonly kind: "change"; readonly row: Row }
  | { readonly kind: "repeat"; readonly entries: readonly Entry[] }
  | { readonly kind: "conflict"; readonly row: Row }
  | { readonly kind: "sheet" };

interface DialogsProps {
  readonly open: OpenDialog | undefined;
  readonly rows: readonly Row[];
  readonly date: string;
  /** Items of the month of `date`; undefined while planning can't be read. */
  readonly plan: readonly PlanItem[] | undefined;
  readonly tasks: readonly Task[] | undefined;
  readonly templates: Templates;
  onClose: () => void;
}

export function Dialogs({ open, onClose, ...day }: DialogsProps) {
  switch (open?.kind) {
    case undefined:
      return null;
    case "record": {
      // A kept text may belong to an entry that exists meanwhile.
      const row = day.rows.find(({ entry }) => entry.id === open.draft.id);
      return <RecordSheet draft={open.draft} row={row} {...day} onClose={onClose} />;
    }
    case "change":
      return <RecordSheet draft={draftOf(open.row.entry)} row={open.row} {...day} onClose={onClose} />;
    case "repeat":
      return <RepeatSheet entries={open.entries} date={day.date} onClose={onClose} />;
    case "conflict":
      return <LazyConflict row={open.row} plan={day.plan} tasks={day.tasks} onClose={onClose} />;
    case "sheet":
      return <LazyImport date={day.date} onClose={onClose} />;
  }
}
