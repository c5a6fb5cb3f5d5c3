import { useState } from "preact/hooks";
import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { reasonLeast } from "./correction-form.ts";
import { useOffice } from "./office.ts";

interface WithdrawSheetProps {
  readonly date: string;
  readonly correctionId: string;
  onClose: () => void;
  onDone: () => void;
}

/** Lets files and machines speak again of a day that was corrected. */
export function WithdrawSheet({ date, correctionId, ...rest }: WithdrawSheetProps) {
  const w = useWords(attendanceTabWords);
  const { f, platform } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [key] = useState(() => platform.newId());
  const day = f.date(date);
  return (
    <TextSheet
      title={w.withdraw}
      eye={f.fullDay(date)}
      field={{
        ...{ label: w.reason, hint: w.withdrawHint, wrong: w.faults.reason },
        ...{ least: reasonLeast, most: 500, rows: 3 },
      }}
      submit={w.withdrawThis(day)}
      done={w.withdrawn(day)}
      failed={w.withdrawFailed}
      send={(reason) => calls.withdrawCorrection(agency.agencyId, correctionId, reason, key)}
      {...rest}
    >
      <p class="sm">{w.withdrawText}</p>
    </TextSheet>
  );
}
