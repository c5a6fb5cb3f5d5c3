/** BerAKHLAK. */
export const behaviourValues = [
  "BERORIENTASI_PELAYANAN",
  "AKUNTABEL",
  "KOMPETEN",
  "HARMONIS",
  "LOYAL",
  "ADAPTIF",
  "KOLABORATIF",
] as const;
export type BehaviourValue = (typeof behaviourValues)[number];

export type PlannedIndicator = {
  readonly indicatorId: string;
  readonly text: string;
  /** Of staff; empty for heads. */
  readonly aspect: string;
  /** Of heads; empty for staff. */
  readonly perspective: string;
  readonly target: string;
  readonly unit: string;
};

export type PlannedResult = {
  readonly rhkId: string;
  readonly kind: string;
  readonly text: string;
  readonly indicators: readonly PlannedIndicator[];
};

export type PlannedItem = {
  readonly itemId: string;
  readonly rhkId: string;
  readonly text: string;
  readonly target: number;
  readonly unit: string;
};

/** A set SKP as far as an evaluation looks at it. */
export type Plan = {
  readonly skpId: string;
  readonly setRevision: number;
  /** Missing when nobody is recorded. */
  readonly assessorId: string | undefined;
  readonly isHead: boolean;
  readonly results: readonly PlannedResult[];
  readonly expectations: readonly { readonly value: string; readonly text: string }[];
  /** Action plan of the month. */
  readonly items: readonly PlannedItem[];
};

export const indicatorsOf = ({ results }: Plan): readonly PlannedIndicator[] =>
  results.flatMap(({ indicators }) => indicators);
