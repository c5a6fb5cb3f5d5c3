import { type Month } from "../../api/types.ts";
import { Note } from "../../components/parts.tsx";
import { defineWords } from "../../i18n/define.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { addDays, periodOf } from "../../time/dates.ts";

const words = defineWords({
  id: {
    title: (month: string) => `${month} dibuka kembali.`,
    text: "Catatan dan versi baru dihitung bila atasan menyetujuinya sebelum bulan itu ditutup lagi.",
    fill: (month: string) => `Catat untuk ${month}`,
  },
  en: {
    title: (month) => `${month} is open again.`,
    text: "New entries and versions count if your superior approves them before it is closed again.",
    fill: (month) => `Record for ${month}`,
  },
});

export interface ReopenedProps {
  readonly before: Month | undefined;
  readonly month: Month;
  readonly date: string;
  onFill: (date: string) => void;
}

/** What somebody missed can be made good while two officers have a month open again. */
export function ReopenedNotes({ before, month, date, onFill }: ReopenedProps) {
  const first = `${periodOf(date)}-01`;
  const months = [
    [before, addDays(first, -1)],
    [month, date],
  ] as const;
  return (
    <>{months.map(([one, day]) => one?.state === "REOPENED" && <ReopenedNote key={day} day={day} onFill={onFill} />)}</>
  );
}

/** The button begins with the last day of the month that may be logged for. */
function ReopenedNote({ day, onFill }: { day: string } & Pick<ReopenedProps, "onFill">) {
  const { f } = useApp();
  const w = useWords(words);
  const period = periodOf(day);
  return (
    <Note tone="wait" icon="edit" title={w.title(f.monthYear(period))}>
      <p>{w.text}</p>
      <button type="button" class="btn" onClick={() => onFill(day)}>
        {w.fill(f.month(period))}
      </button>
    </Note>
  );
}
