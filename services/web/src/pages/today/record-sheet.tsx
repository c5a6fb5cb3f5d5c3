import { useEffect, useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { type PlanItem, type Task } from "../../api/types.ts";
import { focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { type Draft, type DraftErrors, type DraftField, errorsOf } from "../../entries/draft.ts";
import { overlapOf, type Row } from "../../entries/rows.ts";
import { useApp, useMe } from "../../state/context.ts";
import { PlanItemField } from "./plan-item-field.tsx";
import { rememberPlace } from "./place.ts";
import { SaveTemplate } from "./template-card.tsx";
import { TaskField } from "./task-field.tsx";
import { type Templates } from "./use-templates.ts";
import { keepDraft } from "./outbox-notes.tsx";
import { DetailFields, MainFields } from "./record-fields.tsx";
import { useEntryWriter } from "./use-entries.ts";

interface RecordSheetProps {
  readonly draft: Draft;
  /** The entry that is changed; undefined for a new one. */
  readonly row: Row | undefined;
  readonly rows: readonly Row[];
  readonly date: string;
  readonly plan: readonly PlanItem[] | undefined;
  readonly tasks: readonly Task[] | undefined;
  readonly templates: Templates;
  onClose: () => void;
}

const detailFields: readonly DraftField[] = ["workDate", "evidence", "reason", "quantity", "quantityUnit"];

/** What is typed, kept on the device at each change; a file may come into it long after it was chosen, so it never works on an older draft. */
function useKeptDraft(initial: Draft) {
  const { personId } = useMe();
  const [draft, setDraft] = useState(initial);
  const newest = useRef(initial);
  const change = (part: Partial<Draft>) => {
    newest.current = { ...newest.current, ...part };
    setDraft(newest.current);
    keepDraft({ personId, draft: newest.current });
  };
  return { draft, isDirty: draft !== initial, change };
}

/** Writes a new entry or changes one. What is typed survives the page until it is saved or thrown away on purpose. */
export function RecordSheet({ draft: initial, row, rows, date, plan, tasks, templates, onClose }: RecordSheetProps) {
  const { t, f, files, notify } = useApp();
  const writer = useEntryWriter();
  const { draft, isDirty, change } = useKeptDraft(initial);
  const [isTried, setTried] = useState(false);
  const [isFailed, setFailed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const errors: DraftErrors = isTried ? errorsOf(draft, date) : {};

  const leave = () => {
    keepDraft(undefined);
    onClose();
  };
  const close = () => {
    void files.drop(draft.files);
    leave();
  };
  const submit = async () => {
    setTried(true);
    if (Object.keys(errorsOf(draft, date)).length > 0) {
      focusFirstError(form.current);
      return;
    }
    try {
      // The files first: one that is sent for nothing does no harm, one that an entry names and nobody sends does.
      await files.release(draft.files);
      const known = draft.files.flatMap((id) => files.files.get(id) ?? []);
      const fileNames = { ...draft.fileNames, ...Object.fromEntries(known.map(({ fileId, name }) => [fileId, name])) };
      await writer.save([{ ...draft, fileNames }], row?.stored?.entry.version);
      rememberPlace(draft.place);
      notify({ text: t.today.saved });
      leave();
    } catch {
      setFailed(true);
    }
  };

  return (
    <Sheet
      title={row ? t.record.changeTitle : t.record.newTitle}
      eye={f.fullDay(draft.workDate === "" ? date : draft.workDate)}
      isDirty={isDirty}
      onClose={close}
    >
      <ActForm form={form} isBusy={false} onSubmit={submit}>
        <MainFields draft={draft} errors={errors} onChange={change} />
        <OverlapHint draft={draft} rows={rows} />
        <PlanItemField draft={draft} date={date} plan={plan} onChange={change} />
        <TaskField draft={draft} tasks={tasks} onChange={change} />
        <DetailFields
          draft={draft}
          errors={errors}
          date={date}
          isOpen={detailFields.some((field) => errors[field] !== undefined)}
          onChange={change}
        />
        {isFailed && <StoreFailed />}
        <button class="btn go wide">{row ? t.record.saveChange : t.record.save}</button>
        <p class="xs muted">{t.record.hint}</p>
        <SaveTemplate templates={templates} draft={draft} />
      </ActForm>
      {row && <CancelEntry row={row} onDone={close} />}
    </Sheet>
  );
}

export function StoreFailed() {
  const { t } = useApp();
  return (
    <Note tone="bad" icon="warn" alert>
      <p>{t.record.storeFailed}</p>
    </Note>
  );
}

function OverlapHint({ draft, rows }: { draft: Draft; rows: readonly Row[] }) {
  const { t, f } = useApp();
  if (draft.timing !== "span") return null;
  const overlap = overlapOf(draft, rows);
  return overlap ? (
    <Note tone="wait" icon="clock">
      <p>{t.record.overlap(f.duration(overlap.minutes), overlap.other.description)}</p>
    </Note>
  ) : null;
}

/** Cancelling asks once, here in the sheet, and can be undone afterwards. */
function CancelEntry({ row, onDone }: { row: Row; onDone: () => void }) {
  const { t, notify } = useApp();
  const writer = useEntryWriter();
  const [isAsked, setAsked] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), [isAsked]);
  const { entry, stored } = row;

  const cancel = async () => {
    const cancelled = await writer.supersede({ ...entry, cancelled: true }, stored?.entry.version ?? 0);
    const { cancelled: _, ...restored } = entry;
    const undo = () => void writer.supersede({ ...restored, version: cancelled }, stored?.entry.version ?? 0);
    notify({ text: t.today.cancelled, action: { label: t.today.undo, run: undo } });
    onDone();
  };

  if (!isAsked) {
    return (
      <button type="button" class="btn" onClick={() => setAsked(true)}>
        <Icon name="cancel" />
        {t.record.cancelEntry}
      </button>
    );
  }
  return (
    <Note tone="wait" icon="warn">
      <p>{t.record.cancelAsk}</p>
      <div class="chips">
        <button type="button" class="btn" onClick={() => void cancel()}>
          {t.record.cancelYes}
        </button>
        <button type="button" class="btn" ref={keep} onClick={() => setAsked(false)}>
          {t.record.keep}
        </button>
      </div>
    </Note>
  );
}
