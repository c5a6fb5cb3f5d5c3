import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { annualOf, isYear, lastMonth, moved, yearOf } from "../evaluation/periods.ts";
import { words } from "./words.ts";

interface PeriodStepsProps {
  readonly period: string;
  readonly today: string;
}

/** To the month or year before and after, and between months and years. */
export function PeriodSteps({ period, today }: PeriodStepsProps) {
  const w = useWords(words);
  const newest = isYear(period) ? annualOf(today) : today.slice(0, 7);
  const next = moved(period, 1);
  const go = (one: string) => navigate(`/tim/evaluasi?periode=${one}`);
  return (
    <span class="weeks">
      <button type="button" class="btn" aria-label={w.previous} onClick={() => go(moved(period, -1))}>
        <Icon name="left" />
      </button>
      <button type="button" class="btn" aria-label={w.next} disabled={next > newest} onClick={() => go(next)}>
        <Icon name="right" />
      </button>
      <a class="btn wide-step" href={`/tim/evaluasi?periode=${isYear(period) ? lastMonth(today) : annualOf(period)}`}>
        {isYear(period) ? w.toMonths : w.toYear(yearOf(period))}
      </a>
    </span>
  );
}
