import { type Achieved, type Indicator } from "./types.ts";

export interface Typed {
  readonly achieved: string;
  readonly evidenceUrl: string;
}

/** What is typed, by indicator. */
export type Draft = ReadonlyMap<string, Typed>;

export const draftOf = (indicators: readonly Indicator[]): Draft =>
  new Map(indicators.map(({ indicatorId, achieved, evidenceUrl }) => [indicatorId, { achieved, evidenceUrl }]));

const trimmed = ({ achieved, evidenceUrl }: Typed): Typed => ({
  achieved: achieved.trim(),
  evidenceUrl: evidenceUrl.trim(),
});

const typedOf = (draft: Draft, { indicatorId }: Indicator): Typed =>
  trimmed(draft.get(indicatorId) ?? { achieved: "", evidenceUrl: "" });

const isChanged = (indicator: Indicator, typed: Typed): boolean =>
  typed.achieved !== indicator.achieved || typed.evidenceUrl !== indicator.evidenceUrl;

/** Realisations that differ from what is recorded. */
export const achievedToSend = (indicators: readonly Indicator[], draft: Draft): Achieved[] =>
  indicators.flatMap((indicator) => {
    const { achieved, evidenceUrl } = typedOf(draft, indicator);
    if (achieved === "" || !isChanged(indicator, { achieved, evidenceUrl })) return [];
    return [{ indicatorId: indicator.indicatorId, achieved, ...(evidenceUrl === "" ? {} : { evidenceUrl }) }];
  });

export interface TypedErrors {
  /** Something recorded can be corrected, not taken away; a link alone says nothing. */
  readonly achieved?: "removed" | "needed";
  readonly evidenceUrl?: "link";
}

export const isLink = (text: string): boolean => text.length <= 500 && /^https?:\/\/[^\s/]+\S*$/.test(text);

function errorOf(indicator: Indicator, { achieved, evidenceUrl }: Typed): TypedErrors {
  return {
    ...(achieved === "" && indicator.achieved !== "" && { achieved: "removed" as const }),
    ...(achieved === "" && indicator.achieved === "" && evidenceUrl !== "" && { achieved: "needed" as const }),
    ...(evidenceUrl !== "" && !isLink(evidenceUrl) && { evidenceUrl: "link" as const }),
  };
}

/** What hinders sending, by indicator. */
export function errorsOf(indicators: readonly Indicator[], draft: Draft): ReadonlyMap<string, TypedErrors> {
  const found = indicators.map((one) => [one.indicatorId, errorOf(one, typedOf(draft, one))] as const);
  return new Map(found.filter(([, errors]) => Object.keys(errors).length > 0));
}
