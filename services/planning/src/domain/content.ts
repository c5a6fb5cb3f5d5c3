import { invalid, Refusal, type Violation } from "@kinerja/common/errors";

import { idGiver, type NewId } from "./ids.ts";

/** Which layout the law asks for: heads of units have a perspective where JA/JF have an aspect. PermenPANRB 6/2022, Lampiran. */
export type PositionKind = "UNIT_HEAD" | "STAFF";
export type ResultKind = "UTAMA" | "TAMBAHAN";
export type Aspect = "KUANTITAS" | "KUALITAS" | "WAKTU" | "BIAYA";
export type Perspective = "PENERIMA_LAYANAN" | "PROSES_BISNIS" | "PENGUATAN_INTERNAL" | "ANGGARAN";
export type BehaviourValue =
  "BERORIENTASI_PELAYANAN" | "AKUNTABEL" | "KOMPETEN" | "HARMONIS" | "LOYAL" | "ADAPTIF" | "KOLABORATIF";

/** SUPERIOR_RHK: set, and of this year. PROVISIONAL: not set yet, or last year's. */
export type ParentKind = "AGREEMENT_INDICATOR" | "SUPERIOR_RHK" | "PROVISIONAL";
export type Parent = { readonly kind: ParentKind; readonly id: string };

/** Indikator kinerja individu (IKI) with target. */
export type Indicator = {
  readonly id: string;
  readonly text: string;
  readonly aspect: Aspect | undefined;
  readonly perspective: Perspective | undefined;
  readonly target: string;
  readonly unit: string;
};

/** Rencana hasil kerja (RHK). */
export type WorkResult = {
  readonly id: string;
  readonly kind: ResultKind;
  readonly text: string;
  readonly parent: Parent | undefined;
  readonly assignedByUnitId: string | undefined;
  readonly indicators: readonly Indicator[];
};

export type Expectation = { readonly value: BehaviourValue; readonly text: string };

export type Content = {
  readonly results: readonly WorkResult[];
  readonly expectations: readonly Expectation[];
  /** Dukungan sumber daya, skema pertanggungjawaban, konsekuensi: the lampiran. */
  readonly resources: readonly string[];
  readonly accountability: readonly string[];
  readonly consequences: readonly string[];
};

export type IndicatorDraft = Omit<Indicator, "id"> & { readonly id: string | undefined };
export type ResultDraft = Omit<WorkResult, "id" | "indicators"> & {
  readonly id: string | undefined;
  readonly indicators: readonly IndicatorDraft[];
};
export type ContentDraft = Omit<Content, "results"> & { readonly results: readonly ResultDraft[] };

export const emptyContent: Content = {
  results: [],
  expectations: [],
  resources: [],
  accountability: [],
  consequences: [],
};

/** Characters of a whole SKP: many times what anybody writes, and small enough for one record of the log. */
const textLimit = 60_000;

export function checkLength(texts: readonly string[]): void {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length > textLimit) throw new Refusal("refused", "SKP_TOO_LONG", { max: textLimit, length });
}

const textsOf = ({ results, expectations, resources, accountability, consequences }: ContentDraft): string[] => [
  ...results.flatMap(({ text, indicators }) => [
    text,
    ...indicators.flatMap((one) => [one.text, one.target, one.unit]),
  ]),
  ...expectations.map(({ text }) => text),
  ...resources,
  ...accountability,
  ...consequences,
];

function checkExpectations(expectations: readonly Expectation[]): void {
  const values = expectations.map(({ value }) => value);
  const repeated = values.findIndex((value, at) => values.indexOf(value) < at);
  if (repeated >= 0) throw invalid(`/content/expectations/${repeated}/value`, "ITEM_NAMED_TWICE");
}

const resultIds = (contents: readonly Content[]): Set<string> =>
  new Set(contents.flatMap(({ results }) => results.map(({ id }) => id)));
const indicatorIds = (contents: readonly Content[]): Set<string> =>
  new Set(contents.flatMap(({ results }) => results.flatMap(({ indicators }) => indicators.map(({ id }) => id))));

/** The draft as content: rows that `known` contents had keep their ids, others get new ones. */
export function toContent(draft: ContentDraft, known: readonly Content[], newId: NewId): Content {
  checkLength(textsOf(draft));
  checkExpectations(draft.expectations);
  const resultId = idGiver(resultIds(known), newId);
  const indicatorId = idGiver(indicatorIds(known), newId);
  return {
    ...draft,
    results: draft.results.map((result, at) => ({
      ...result,
      id: resultId(result.id, `/content/results/${at}/rhkId`),
      indicators: result.indicators.map((indicator, nr) => ({
        ...indicator,
        id: indicatorId(indicator.id, `/content/results/${at}/indicators/${nr}/indicatorId`),
      })),
    })),
  };
}

function missingInIndicators({ indicators }: WorkResult, positionKind: PositionKind, pointer: string): Violation[] {
  if (indicators.length === 0) return [{ pointer, code: "INDICATORS_MISSING" }];
  return indicators.flatMap(({ aspect, perspective }, nr): Violation[] => {
    if (positionKind === "STAFF")
      return aspect === undefined ? [{ pointer: `${pointer}/${nr}/aspect`, code: "ASPECT_MISSING" }] : [];
    return perspective === undefined ? [{ pointer: `${pointer}/${nr}/perspective`, code: "PERSPECTIVE_MISSING" }] : [];
  });
}

/** What is missing before it can be submitted. Whether a result is worded as one is for the assessor to judge. */
export function missingIn({ results }: Content, positionKind: PositionKind): Violation[] {
  const counted = positionKind === "STAFF" ? results.filter(({ kind }) => kind === "UTAMA") : results;
  return [
    ...(counted.length === 0 ? [{ pointer: "/content/results", code: "MAIN_RESULT_MISSING" }] : []),
    ...results.flatMap((result, at) => missingInIndicators(result, positionKind, `/content/results/${at}/indicators`)),
  ];
}
