/** An agreement and a matrix as they are typed, and as they are sent. */
import { type ObjectiveInput } from "../plan/calls.ts";
import { type Agreement, type MatrixCell } from "../plan/types.ts";

export interface DraftIndicator {
  readonly key: string;
  readonly indicatorId: string;
  readonly text: string;
  readonly target: string;
  readonly unit: string;
}

export interface DraftObjective {
  readonly key: string;
  readonly objectiveId: string;
  readonly text: string;
  readonly indicators: readonly DraftIndicator[];
}

export const emptyIndicator = (key: string): DraftIndicator => ({
  ...{ key, indicatorId: "", text: "", target: "", unit: "" },
});
export const emptyObjective = (key: string, indicatorKey: string): DraftObjective => ({
  ...{ key, objectiveId: "", text: "", indicators: [emptyIndicator(indicatorKey)] },
});

export const fromAgreement = ({ objectives }: Agreement): readonly DraftObjective[] =>
  objectives.map(({ objectiveId = "", text, indicators }) => ({
    ...{ key: objectiveId, objectiveId, text },
    indicators: indicators.map(({ indicatorId = "", ...rest }) => ({ ...rest, key: indicatorId, indicatorId })),
  }));

export const toObjectives = (objectives: readonly DraftObjective[]): ObjectiveInput[] =>
  objectives.map(({ objectiveId, text, indicators }) => ({
    ...(objectiveId === "" ? {} : { objectiveId }),
    text: text.trim(),
    indicators: indicators.map(({ indicatorId, text: measure, target, unit }) => ({
      ...(indicatorId === "" ? {} : { indicatorId }),
      text: measure.trim(),
      target: target.trim(),
      unit: unit.trim(),
    })),
  }));

export const isWorded = (text: string): boolean => {
  const { length } = Array.from(text.trim());
  return length >= 3 && length <= 500;
};

export const isFilled = (text: string): boolean => text.trim() !== "";

/** Whether the server would take it. */
export const isComplete = (objectives: readonly DraftObjective[]): boolean =>
  objectives.length > 0 &&
  objectives.every(
    ({ text, indicators }) =>
      isWorded(text) &&
      indicators.length > 0 &&
      indicators.every((one) => isWorded(one.text) && isFilled(one.target) && isFilled(one.unit)),
  );

export interface DraftCell extends MatrixCell {
  readonly key: string;
}

export const fromCells = (cells: readonly MatrixCell[], newKey: () => string): readonly DraftCell[] =>
  cells.map((cell) => ({ ...cell, key: newKey() }));

export const toCells = (cells: readonly DraftCell[]): MatrixCell[] =>
  cells.map(({ leaderRhkId, personId, result }) => ({ leaderRhkId, personId, result: result.trim() }));

export const isCellComplete = ({ personId, result }: DraftCell): boolean => personId !== "" && isWorded(result);
