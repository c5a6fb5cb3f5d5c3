import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { Quantity } from "../../components/quantity.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { readLocal, writeLocal } from "../../state/local.ts";
import { type DraftItem, emptyItem, fromItem, itemFaults, toItem } from "./month-draft.ts";
import { monthWords } from "./month-words.ts";
import { type PlanItem, type Skp, type WorkResult } from "./types.ts";
import { type MonthView } from "./use-month.ts";
import { useCalls } from "./use-plan.ts";

interface MonthSheetProps {
  readonly skp: Skp;
  readonly view: MonthView;
  onSaved: () => void;
  onClose: () => void;
}

const most = 60;
const monthBefore = (period: string): string =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)) - 2, 15)).toISOString().slice(0, 7);

/** The items that are typed; they survive a reload until they are saved or thrown away. */
function useItems(skp: Skp, view: MonthView) {
  const { newId } = useApp().platform;
  const place = `plan.${skp.skpId}.${view.period}`;
  const [{ items, isDirty }, setState] = useState(() => {
    const kept = readLocal(place) as readonly DraftItem[] | undefined;
    return Array.isArray(kept)
      ? { items: kept as readonly DraftItem[], isDirty: true }
      : { items: view.items.map((item) => fromItem(item, item.itemId ?? newId(), false)), isDirty: false };
  });
  const change = (next: readonly DraftItem[]) => {
    setState({ items: next, isDirty: true });
    writeLocal(place, next);
  };
  return {
    items,
    isDirty,
    change,
    forget: () => writeLocal(place, undefined),
    add: () => change([...items, emptyItem(newId(), items.at(-1)?.rhkId ?? skp.content.results[0]?.rhkId ?? "")]),
    addCopies: (copied: readonly PlanItem[]) =>
      change([...items, ...copied.map((item) => fromItem(item, newId(), true))].slice(0, most)),
  };
}
type Items = ReturnType<typeof useItems>;

export function MonthSheet({ skp, view, onSaved, onClose }: MonthSheetProps) {
  const { f, notify } = useApp();
  const w = useWords(monthWords);
  const calls = useCalls();
  const form = useRef<HTMLFormElement>(null);
  const edited = useItems(skp, view);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const month = f.monthYear(view.period);

  const close = () => {
    edited.forget();
    onClose();
  };
  const save = async () => {
    setTried(true);
    if (edited.items.some((item) => itemFaults(item).length > 0)) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      await calls.saveMonth(skp.skpId, view.period, edited.items.map(toItem));
      notify({ text: w.saved(month) });
      onSaved();
      close();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  return (
    <Sheet title={w.title} eye={month} isDirty={edited.isDirty} onClose={close}>
      <ActForm form={form} isBusy={isBusy} onSubmit={save}>
        <ItemRows edited={edited} results={skp.content.results} isTried={isTried} />
        <More edited={edited} skp={skp} period={view.period} onProblem={setProblem} />
        {problem && <ProblemNote problem={problem} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.save(edited.items.length, month)}
        </button>
        <p class="xs muted">{w.kept}</p>
      </ActForm>
    </Sheet>
  );
}

interface MoreProps {
  readonly edited: Items;
  readonly skp: Skp;
  readonly period: string;
  onProblem: (problem: Problem) => void;
}

/** Another item, or those of the month before. */
function More({ edited, skp, period, onProblem }: MoreProps) {
  const { f } = useApp();
  const w = useWords(monthWords);
  const calls = useCalls();
  const [isNone, setNone] = useState(false);
  const before = monthBefore(period);
  const copy = async () => {
    try {
      const { items } = await calls.month(before, skp.skpId);
      setNone(items.length === 0);
      if (items.length > 0) edited.addCopies(items);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      onProblem(thrown);
    }
  };
  if (edited.items.length >= most) return <p class="sm muted">{w.most}</p>;
  return (
    <>
      <div class="chips">
        <button type="button" class="btn" onClick={edited.add}>
          <Icon name="plus" />
          {w.add}
        </button>
        {edited.items.length === 0 && before >= skp.validFrom.slice(0, 7) && (
          <button type="button" class="btn" onClick={() => void copy()}>
            <Icon name="repeat" />
            {w.copy(f.month(before))}
          </button>
        )}
      </div>
      {isNone && (
        <Note tone="info" icon="info">
          <p>{w.copyNone(f.month(before))}</p>
        </Note>
      )}
    </>
  );
}

interface RowsProps {
  readonly edited: Items;
  readonly results: readonly WorkResult[];
  readonly isTried: boolean;
}

function ItemRows({ edited, results, isTried }: RowsProps) {
  const { items, change } = edited;
  return (
    <>
      {items.map((item, at) => (
        <ItemRow
          key={item.key}
          nr={at + 1}
          item={item}
          results={results}
          isTried={isTried}
          onChange={(part) => change(items.map((one) => (one.key === item.key ? { ...one, ...part } : one)))}
          onRemove={() => change(items.filter(({ key }) => key !== item.key))}
        />
      ))}
    </>
  );
}

interface RowProps {
  readonly nr: number;
  readonly item: DraftItem;
  readonly results: readonly WorkResult[];
  readonly isTried: boolean;
  onChange: (part: Partial<DraftItem>) => void;
  onRemove: () => void;
}

function ItemRow({ nr, item, results, isTried, onChange, onRemove }: RowProps) {
  const w = useWords(monthWords);
  const faults = isTried ? itemFaults(item) : [];
  const faultOf = (field: "text" | "target" | "unit") => (faults.includes(field) ? w[`${field}Fault`] : undefined);
  return (
    <fieldset class="row stack">
      <legend>{w.item(nr)}</legend>
      <Field label={w.text} error={faultOf("text")}>
        <textarea
          class="in"
          rows={2}
          maxLength={300}
          placeholder={w.textHint}
          value={item.text}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      </Field>
      {results.length > 1 && (
        <Field label={w.rhk}>
          <select
            class="in"
            value={item.rhkId}
            onChange={(event) => onChange({ rhkId: event.currentTarget.value, indicatorId: "" })}
          >
            {results.map(({ rhkId, text }) => (
              <option key={rhkId} value={rhkId}>
                {text}
              </option>
            ))}
          </select>
        </Field>
      )}
      <div class="pair">
        <Field label={w.target} error={faultOf("target")}>
          <Quantity value={item.target} onChange={(target) => onChange({ target })} />
        </Field>
        <Field label={w.unit} error={faultOf("unit")}>
          <input
            class="in"
            maxLength={40}
            placeholder={w.unitHint}
            value={item.unit}
            onInput={(event) => onChange({ unit: event.currentTarget.value })}
          />
        </Field>
      </div>
      <button type="button" class="btn link" onClick={onRemove}>
        <Icon name="close" />
        {w.remove(nr)}
      </button>
    </fieldset>
  );
}
