import { useEffect, useState } from "preact/hooks";
import { type PlanItem } from "../../api/types.ts";
import { Field } from "../../components/field.tsx";
import { type Draft } from "../../entries/draft.ts";
import { useApp } from "../../state/context.ts";
import { periodOf } from "../../time/dates.ts";

interface PlanItemFieldProps {
  readonly draft: Draft;
  readonly date: string;
  /** Items of the month of `date`. */
  readonly plan: readonly PlanItem[] | undefined;
  onChange: (part: Partial<Draft>) => void;
}

type Items = readonly PlanItem[] | undefined;

/** Items of the month in which the work was done: those of the page, or read anew where it is another month. */
function useItems(workDate: string, date: string, plan: Items): Items {
  const { api } = useApp().platform;
  const period = periodOf(workDate === "" ? date : workDate);
  const isPageMonth = period === periodOf(date);
  const [other, setOther] = useState<{ readonly period: string; readonly items: Items } | undefined>(undefined);
  useEffect(() => {
    if (isPageMonth) return;
    let isCurrent = true;
    const keep = (items: Items) => isCurrent && setOther({ period, items });
    api.plan(period).then(keep, () => keep(undefined));
    return () => {
      isCurrent = false;
    };
  }, [api, period, isPageMonth]);
  if (isPageMonth) return plan;
  return other?.period === period ? other.items : undefined;
}

/** Ties an entry to an item of the action plan. Without a plan there is nothing to choose, and a link that is there already is kept. */
export function PlanItemField({ draft, date, plan, onChange }: PlanItemFieldProps) {
  const { t } = useApp();
  const items = useItems(draft.workDate, date, plan);
  const { planItemId } = draft;
  const isListed = items?.some(({ itemId }) => itemId === planItemId) === true;
  const isElsewhere = planItemId !== "" && !isListed;
  if (planItemId === "" && (items ?? []).length === 0) return null;
  const hint = isElsewhere && items !== undefined ? t.record.planItemLost : undefined;
  return (
    <Field label={t.record.planItem} hint={hint} isOptional>
      <select class="in" value={planItemId} onChange={(event) => onChange({ planItemId: event.currentTarget.value })}>
        <option value="">{t.record.noPlanItem}</option>
        {isElsewhere && <option value={planItemId}>{t.record.otherPlanItem}</option>}
        {items?.map((item) => (
          <option key={item.itemId} value={item.itemId ?? ""}>
            {item.text}
          </option>
        ))}
      </select>
    </Field>
  );
}
