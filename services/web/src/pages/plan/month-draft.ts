/** The items of a month as they are typed, and as they are sent. */
import { type PlanItem, type PlanItemInput } from "./types.ts";

export interface DraftItem {
  readonly key: string;
  readonly itemId: string;
  readonly rhkId: string;
  readonly indicatorId: string;
  readonly text: string;
  readonly target: string;
  readonly unit: string;
}

export type ItemField = "text" | "target" | "unit";

/** An item; as a copy into another month it gets an id of its own. */
export const fromItem = (item: PlanItem, key: string, isCopy: boolean): DraftItem => ({
  key,
  itemId: isCopy ? "" : (item.itemId ?? ""),
  rhkId: item.rhkId,
  indicatorId: item.indicatorId ?? "",
  text: item.text,
  target: String(item.target),
  unit: item.unit,
});

export const emptyItem = (key: string, rhkId: string): DraftItem => ({
  ...{ key, itemId: "", rhkId, indicatorId: "", text: "", target: "", unit: "" },
});

const isLong = (text: string, min: number, max: number): boolean => {
  const { length } = Array.from(text.trim());
  return length >= min && length <= max;
};

/** Fields that the server would refuse. */
export function itemFaults({ text, target, unit }: DraftItem): readonly ItemField[] {
  return [
    ...(isLong(text, 3, 300) ? [] : ["text" as const]),
    ...(/^\d{1,7}$/.test(target.trim()) && Number(target) <= 1_000_000 ? [] : ["target" as const]),
    ...(isLong(unit, 1, 40) ? [] : ["unit" as const]),
  ];
}

export const toItem = ({ itemId, rhkId, indicatorId, text, target, unit }: DraftItem): PlanItemInput => ({
  ...(itemId === "" ? {} : { itemId }),
  rhkId,
  ...(indicatorId === "" ? {} : { indicatorId }),
  text: text.trim(),
  target: Number(target),
  unit: unit.trim(),
});
