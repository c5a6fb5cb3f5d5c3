import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { type UnitState } from "./use-team.ts";
import { words } from "./words.ts";

interface ReasonSheetProps {
  readonly state: UnitState;
  readonly period: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Why a unit's distribution lies outside of its pattern. Ratings stay as they are. */
export function ReasonSheet({ state: { unit, distribution }, period, onClose, onSaved }: ReasonSheetProps) {
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const { reason: initial } = distribution;
  return (
    <TextSheet
      title={w.reasonTitle}
      eye={unit.name}
      field={{ label: w.reason, hint: w.reasonHint, wrong: w.textNeeded, least: 3, most: 2_000, rows: 4, initial }}
      submit={w.saveReason}
      done={w.reasonSaved}
      safe={w.safe}
      send={(reason) => calls.explain(unit.agencyId, unit.unitId, period, reason)}
      onDone={onSaved}
      onClose={onClose}
    />
  );
}
