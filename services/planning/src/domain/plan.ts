import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, type Period, periodOf } from "@kinerja/common/kernel";

import { checkLength, type Content } from "./content.ts";
import { idGiver, type NewId } from "./ids.ts";

/** One item of a month's action plan (rencana aksi). */
export type PlanItem = {
  readonly id: string;
  readonly rhkId: string;
  readonly indicatorId: string | undefined;
  readonly text: string;
  readonly target: number;
  readonly unit: string;
};
export type PlanItemDraft = Omit<PlanItem, "id"> & { readonly id: string | undefined };

/** The action plan, by month. */
export type Months = Readonly<Record<string, readonly PlanItem[]>>;

type Span = { readonly validFrom: Day; readonly validTo: Day };

function checkSpan({ validFrom, validTo }: Span, period: Period): void {
  const [from, to] = [periodOf(validFrom), periodOf(validTo)];
  if (period < from || period > to) throw new Refusal("refused", "PLAN_MONTH_OUTSIDE", { period, from, to });
}

function strangers(items: readonly PlanItemDraft[], contents: readonly Content[]): Violation[] {
  const results = contents.flatMap((content) => content.results);
  return items.flatMap(({ rhkId, indicatorId }, at): Violation[] => {
    const found = results.filter(({ id }) => id === rhkId);
    if (found.length === 0) return [{ pointer: `/items/${at}/rhkId`, code: "RHK_UNKNOWN" }];
    const isKnown = found.some(({ indicators }) => indicators.some(({ id }) => id === indicatorId));
    return indicatorId === undefined || isKnown ? [] : [{ pointer: `/items/${at}/indicatorId`, code: "ITEM_UNKNOWN" }];
  });
}

/** Replaces the items of one month. Items serve results of what holds or of what is being written; those named keep their ids. */
export function saveMonth(
  months: Months,
  { period, items }: { readonly period: Period; readonly items: readonly PlanItemDraft[] },
  { span, contents, newId }: { readonly span: Span; readonly contents: readonly Content[]; readonly newId: NewId },
): Months {
  checkSpan(span, period);
  const unknown = strangers(items, contents);
  if (unknown.length > 0) throw new Refusal("refused", "RHK_UNKNOWN", {}, unknown);
  const idOf = idGiver(new Set((months[period] ?? []).map(({ id }) => id)), newId);
  const saved = items.map((item, at) => ({ ...item, id: idOf(item.id, `/items/${at}/itemId`) }));
  const after = { ...months, [period]: saved };
  checkLength(Object.values(after).flatMap((month) => month.flatMap(({ text, unit }) => [text, unit])));
  return after;
}
