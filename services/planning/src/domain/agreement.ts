import { invalid, Refusal } from "@kinerja/common/errors";

import { idGiver, type NewId } from "./ids.ts";

/** IKU with its target: a number or words, as in the agreement. */
export type AgreementIndicator = {
  readonly id: string;
  readonly text: string;
  readonly target: string;
  readonly unit: string;
};

/** Sasaran. */
export type Objective = {
  readonly id: string;
  readonly text: string;
  readonly indicators: readonly AgreementIndicator[];
};

/** Perjanjian kinerja of a unit and year. */
export type Agreement = {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly year: number;
  readonly state: "DRAFT" | "SET";
  readonly version: number;
  readonly objectives: readonly Objective[];
};

export type IndicatorDraft = Omit<AgreementIndicator, "id"> & { readonly id: string | undefined };
export type ObjectiveDraft = Omit<Objective, "id" | "indicators"> & {
  readonly id: string | undefined;
  readonly indicators: readonly IndicatorDraft[];
};

export type AgreementCommand = {
  readonly agencyId: string;
  readonly unitId: string;
  readonly year: number;
  /** Version that was read; undefined for a new one. */
  readonly expectedVersion: number | undefined;
  readonly objectives: readonly ObjectiveDraft[];
};

function checkLists(objectives: readonly ObjectiveDraft[]): void {
  if (objectives.length === 0) throw invalid("/objectives", "LIST_TOO_SHORT", { min: 1, length: 0 });
  const empty = objectives.findIndex(({ indicators }) => indicators.length === 0);
  if (empty >= 0) throw invalid(`/objectives/${empty}/indicators`, "LIST_TOO_SHORT", { min: 1, length: 0 });
}

export const indicatorsOf = ({ objectives }: Pick<Agreement, "objectives">): AgreementIndicator[] =>
  objectives.flatMap(({ indicators }) => indicators);

/** Records an agreement whole, as a draft; a set one never changes. */
export function saveAgreement(current: Agreement | undefined, command: AgreementCommand, newId: NewId): Agreement {
  const { expectedVersion, objectives, ...place } = command;
  if (current?.state === "SET") throw new Refusal("refused", "AGREEMENT_SET", { year: current.year });
  if (current?.version !== expectedVersion) throw new Refusal("conflict", "VERSION_CONFLICT");
  checkLists(objectives);
  const known = current?.objectives ?? [];
  const objectiveId = idGiver(new Set(known.map(({ id }) => id)), newId);
  const indicatorId = idGiver(new Set(indicatorsOf({ objectives: known }).map(({ id }) => id)), newId);
  const { id, version } = current ?? { id: newId(), version: 0 };
  return {
    ...place,
    id,
    state: "DRAFT",
    version: version + 1,
    objectives: objectives.map((objective, at) => ({
      ...objective,
      id: objectiveId(objective.id, `/objectives/${at}/objectiveId`),
      indicators: objective.indicators.map((indicator, nr) => ({
        ...indicator,
        id: indicatorId(indicator.id, `/objectives/${at}/indicators/${nr}/indicatorId`),
      })),
    })),
  };
}

/** From now on its indicators can be leaned on, and it stays as it is. */
export function setAgreement(current: Agreement): Agreement {
  if (current.state === "SET") throw new Refusal("refused", "AGREEMENT_SET", { year: current.year });
  if (indicatorsOf(current).length === 0) throw new Refusal("refused", "AGREEMENT_EMPTY");
  return { ...current, state: "SET", version: current.version + 1 };
}
