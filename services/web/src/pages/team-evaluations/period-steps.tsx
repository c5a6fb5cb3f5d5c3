import { PeriodStepper } from "../../components/period-stepper.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { annualOf, isYear, lastMonth, moved, yearOf } from "../evaluation/periods.ts";
import { usePeriodName } from "../evaluation/parts.tsx";
import { words } from "./words.ts";

interface PeriodStepsProps {
  readonly period: string;
  readonly today: string;
}

/** To the month or year before and after, and between months and years. */
export function PeriodSteps({ period, today }: PeriodStepsProps) {
  const w = useWords(words);
  const nameOf = usePeriodName();
  const newest = isYear(period) ? annualOf(today) : today.slice(0, 7);
  const next = moved(period, 1);
  const go = (one: string) => navigate(`/tim/evaluasi?periode=${one}`);
  return (
    <>
      <PeriodStepper
        name={nameOf(period)}
        previous={w.previous}
        next={w.next}
        onPrevious={() => go(moved(period, -1))}
        onNext={next > newest ? undefined : () => go(next)}
      />
      <a class="btn" href={`/tim/evaluasi?periode=${isYear(period) ? lastMonth(today) : annualOf(period)}`}>
        {isYear(period) ? w.toMonths : w.toYear(yearOf(period))}
      </a>
    </>
  );
}
