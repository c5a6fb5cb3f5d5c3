import { Icon } from "../../components/icon.tsx";
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
}

export function MonthSteps({ period, hrefOf }: MonthStepsProps) {
  const w = useWords(gapWords);
  const { f } = useApp();
  const { today } = useOffice();
  const next = nextMonth(period);
  return (
    <div class="months" role="group" aria-label={w.month}>
      <button type="button" class="btn" aria-label={w.previous} onClick={() => navigate(hrefOf(previousMonth(period)))}>
        <Icon name="left" />
      </button>
      <b class="num">{f.monthYear(period)}</b>
      <button
        type="button"
        class="btn"
        aria-label={w.next}
        disabled={next > periodOf(today)}
        onClick={() => navigate(hrefOf(next))}
      >
        <Icon name="right" />
      </button>
    </div>
  );
}
