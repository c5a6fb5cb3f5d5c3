import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { shiftsByDay } from "./attendance-days.ts";
import { useOffice } from "./office.ts";
import { useInstant } from "./parts.tsx";
import { ShiftSheet } from "./shift-sheet.tsx";
import { useShiftText } from "./shift-text.ts";
import { shiftWords } from "./shift-words.ts";
import { type RecordedShift } from "./types.ts";

interface ShiftCardProps {
  readonly shifts: readonly RecordedShift[];
  /** There are others, replaced earlier. */
  readonly isCut: boolean;
  readonly period: string;
  readonly personId: string;
  onDone: () => void;
}

/** The shifts of a person's month, and those that were replaced. */
export function ShiftCard({ shifts, isCut, period, personId, onDone }: ShiftCardProps) {
  const w = useWords(shiftWords);
  const { mayAct } = useOffice();
  const [isOpen, setOpen] = useState(false);
  const names = useNames(shifts.map(({ recordedBy }) => recordedBy));
  const close = () => setOpen(false);
  return (
    <section class="card stack" aria-labelledby="h-shifts">
      <h2 id="h-shifts">{w.title}</h2>
      <p class="sm">{w.text}</p>
      {shifts.length === 0 && <p class="sm muted">{w.none}</p>}
      {shifts.length > 0 && (
        <ul class="list plain">
          {shiftsByDay(shifts).map(([held, ...earlier]) => (
            <Day key={held.day.date} held={held} earlier={earlier} names={names} />
          ))}
        </ul>
      )}
      {isCut && <p class="sm muted">{w.cut}</p>}
      {mayAct && (
        <button type="button" class="btn" onClick={() => setOpen(true)}>
          <Icon name="plus" />
          {w.add}
        </button>
      )}
      {isOpen && (
        <ShiftSheet
          period={period}
          personId={personId}
          onClose={close}
          onDone={() => {
            close();
            onDone();
          }}
        />
      )}
    </section>
  );
}

interface DayProps {
  readonly held: RecordedShift;
  readonly earlier: readonly RecordedShift[];
  readonly names: Names;
}

function Day({ held, earlier, names }: DayProps) {
  const w = useWords(shiftWords);
  const { f } = useApp();
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{f.day(held.day.date)}</h3>
        <Recorded shift={held} names={names} />
      </div>
      {earlier.length > 0 && (
        <details class="fold full">
          <summary>
            {w.earlier(earlier.length)}
            <Icon name="right" chevron />
          </summary>
          <ol class="stack tight">
            {earlier.map((shift) => (
              <li key={shift.recordedAt} class="sm">
                <Recorded shift={shift} names={names} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function Recorded({ shift, names }: { shift: RecordedShift; names: Names }) {
  const w = useWords(shiftWords);
  const instant = useInstant();
  const textOf = useShiftText();
  const { day, decree, reason, recordedBy, recordedAt } = shift;
  const text = textOf(day);
  return (
    <>
      <p>{text === "" ? w.kinds[day.kind] : `${w.kinds[day.kind]} ${text}`}</p>
      <p class="m muted">{w.by(decree, names.of(recordedBy, w.otherOfficer), instant(recordedAt))}</p>
      {reason !== "" && <p class="m">{w.afterwards(reason)}</p>}
    </>
  );
}
