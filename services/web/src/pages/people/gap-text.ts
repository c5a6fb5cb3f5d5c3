import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { gapWords } from "./gap-words.ts";
import { type GapRow } from "./gaps.ts";

const shownDays = 6;

/** What is missing of a row, in words. */
export function useGapText(): (row: GapRow) => string {
  const w = useWords(gapWords);
  const { f } = useApp();
  const days = (dates: readonly string[]): string => {
    const shown = dates.slice(0, shownDays).map((date) => f.shortDay(date));
    const rest = dates.length - shown.length;
    return `${w.days(dates.length)}: ${shown.join(", ")}${rest > 0 ? ` ${w.moreDays(rest)}` : ""}`;
  };
  return ({ gap }) => {
    switch (gap.list) {
      case "sandi":
      case "atasan":
        return `${gap.listed.employment.positionName}, ${w.since(f.date(gap.listed.employment.validFrom))}`;
      case "skp":
        return gap.skp.primary ? w.skpStates[gap.skp.state] : `${w.skpStates[gap.skp.state]} (${w.second})`;
      case "catatan":
        return days(gap.dates);
      case "evaluasi":
        return gap.evaluation.unitPredicateMissing
          ? `${w.evaluationGaps[gap.evaluation.gap]}. ${w.noUnitPredicate}`
          : w.evaluationGaps[gap.evaluation.gap];
    }
  };
}
