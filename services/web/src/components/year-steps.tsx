import { defineWords } from "../i18n/define.ts";
import { useWords } from "../i18n/words.ts";
import { useDate } from "../state/use-date.ts";
import { PeriodStepper } from "./period-stepper.tsx";

const words = defineWords({
  id: { previous: "Tahun sebelumnya", next: "Tahun berikutnya", name: (year: number) => `Tahun ${String(year)}` },
  en: { previous: "Year before", next: "Year after", name: (year: number) => `Year ${String(year)}` },
});

/** SKPs of PermenPANRB 6/2022 begin with this year. */
export const firstYear = 2022;

/** From the first year of the regulation to the one that is planned next. */
export function YearSteps({ year, onYear }: { year: number; onYear: (year: number) => void }) {
  const w = useWords(words);
  const thisYear = Number(useDate("WIB").slice(0, 4));
  return (
    <PeriodStepper
      name={w.name(year)}
      previous={w.previous}
      next={w.next}
      onPrevious={year <= firstYear ? undefined : () => onYear(Math.min(year, thisYear + 2) - 1)}
      onNext={year > thisYear ? undefined : () => onYear(Math.max(year, firstYear - 1) + 1)}
    />
  );
}
