import { PeriodStepper } from "../../components/period-stepper.tsx";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { periodOf } from "../../time/dates.ts";
import { gapWords } from "./gap-words.ts";
import { nextMonth, previousMonth } from "./months.ts";
import { useOffice } from "./office.ts";

interface MonthStepsProps {
  readonly period: string;
  readonly hrefOf: (period: string) => string;
  /** The last month that can be gone to; this one when missing. */
  readonly latest?: string;
}

export function MonthSteps({ period, hrefOf, latest }: MonthStepsProps) {
  const w = useWords(gapWords);
  const { f } = useApp();
  const { today } = useOffice();
  const next = nextMonth(period);
  return (
    <PeriodStepper
      name={f.monthYear(period)}
      previous={w.previous}
      next={w.next}
      onPrevious={() => navigate(hrefOf(previousMonth(period)))}
      onNext={next > (latest ?? periodOf(today)) ? undefined : () => navigate(hrefOf(next))}
    />
  );
}
