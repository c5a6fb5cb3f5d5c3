/** What a person is writing of an SKP, as the form holds it, and the content that it becomes. */
import {
  type Aspect,
  type BehaviourValue,
  type Indicator,
  type ParentKind,
  type Perspective,
  type PositionKind,
  type ResultKind,
  type SkpContent,
  type WorkResult,
} from "./types.ts";

export interface DraftIndicator {
  /** Of the form: rows keep their place and focus while they have no id yet. */
  readonly key: string;
  readonly indicatorId: string;
  readonly text: string;
  readonly aspect: Aspect | "";
  readonly perspective: Perspective | "";
  readonly target: string;
  readonly unit: string;
}

export interface DraftResult {
  readonly key: string;
  readonly rhkId: string;
  readonly kind: ResultKind;
  readonly text: string;
  readonly parentKind: ParentKind | "";
  readonly parentId: string;
  readonly assignedByUnitId: string;
  readonly indicators: readonly DraftIndicator[];
}

export interface Draft {
  readonly results: readonly DraftResult[];
  readonly expectations: Readonly<Partial<Record<BehaviourValue, string>>>;
  /** One to a line. */
  readonly resources: string;
  readonly accountability: string;
  readonly consequences: string;
}

export const behaviourValues: readonly BehaviourValue[] = [
  "BERORIENTASI_PELAYANAN",
  "AKUNTABEL",
  "KOMPETEN",
  "HARMONIS",
  "LOYAL",
  "ADAPTIF",
  "KOLABORATIF",
];
export const annexes = ["resources", "accountability", "consequences"] as const;

const fromIndicator = (indicator: Indicator): DraftIndicator => ({
  key: indicator.indicatorId ?? "",
  indicatorId: indicator.indicatorId ?? "",
  text: indicator.text,
  aspect: indicator.aspect ?? "",
  perspective: indicator.perspective ?? "",
  target: indicator.target,
  unit: indicator.unit,
});

export const fromResult = (result: WorkResult): DraftResult => ({
  key: result.rhkId ?? "",
  rhkId: result.rhkId ?? "",
  kind: result.kind,
  text: result.text,
  parentKind: result.parentKind ?? "",
  parentId: result.parentId ?? "",
  assignedByUnitId: result.assignedByUnitId ?? "",
  indicators: result.indicators.map(fromIndicator),
});

export const fromContent = (content: SkpContent): Draft => ({
  results: content.results.map(fromResult),
  expectations: Object.fromEntries(content.expectations.map(({ value, text }) => [value, text])),
  resources: content.resources.join("\n"),
  accountability: content.accountability.join("\n"),
  consequences: content.consequences.join("\n"),
});

export const emptyIndicator = (key: string): DraftIndicator => ({
  ...{ key, indicatorId: "", text: "", aspect: "", perspective: "", target: "", unit: "" },
});
export const emptyResult = (key: string, indicatorKey: string): DraftResult => ({
  ...{ key, rhkId: "", kind: "UTAMA", text: "", parentKind: "", parentId: "", assignedByUnitId: "" },
  indicators: [emptyIndicator(indicatorKey)],
});

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function toIndicator(indicator: DraftIndicator, positionKind: PositionKind): Indicator {
  const { indicatorId, aspect, perspective } = indicator;
  return {
    ...(indicatorId === "" ? {} : { indicatorId }),
    text: indicator.text.trim(),
    ...(positionKind === "STAFF" && aspect !== "" ? { aspect } : {}),
    ...(positionKind === "UNIT_HEAD" && perspective !== "" ? { perspective } : {}),
    target: indicator.target.trim(),
    unit: indicator.unit.trim(),
  };
}

const toResult = (result: DraftResult, positionKind: PositionKind): WorkResult => ({
  ...(result.rhkId === "" ? {} : { rhkId: result.rhkId }),
  kind: result.kind,
  text: result.text.trim(),
  ...(result.parentKind === "" ? {} : { parentKind: result.parentKind, parentId: result.parentId }),
  ...(result.assignedByUnitId === "" ? {} : { assignedByUnitId: result.assignedByUnitId }),
  indicators: result.indicators.map((indicator) => toIndicator(indicator, positionKind)),
});

export const toContent = (draft: Draft, positionKind: PositionKind): SkpContent => ({
  results: draft.results.map((result) => toResult(result, positionKind)),
  expectations: behaviourValues.flatMap((value) => {
    const text = draft.expectations[value]?.trim() ?? "";
    return text === "" ? [] : [{ value, text }];
  }),
  resources: linesOf(draft.resources),
  accountability: linesOf(draft.accountability),
  consequences: linesOf(draft.consequences),
});

export const sameDraft = (one: Draft, other: Draft, kind: PositionKind): boolean =>
  JSON.stringify(toContent(one, kind)) === JSON.stringify(toContent(other, kind));

export type IndicatorField = "text" | "aspect" | "perspective" | "target" | "unit";
export type FieldFault = "short" | "long" | "missing";
export interface ResultFaults {
  readonly text?: FieldFault;
  /** None at all. */
  readonly indicators?: FieldFault;
  /** By key of the indicator. */
  readonly ofIndicator: ReadonlyMap<string, Readonly<Partial<Record<IndicatorField, FieldFault>>>>;
}

const lengthFault = (text: string, min: number, max: number): FieldFault | undefined => {
  const { length } = Array.from(text.trim());
  if (length < min) return length === 0 ? "missing" : "short";
  return length > max ? "long" : undefined;
};

type Faults = Partial<Record<IndicatorField, FieldFault>>;

function indicatorFaults(indicator: DraftIndicator, positionKind: PositionKind): Faults {
  const layout = positionKind === "STAFF" ? "aspect" : "perspective";
  const faults: Record<string, FieldFault | undefined> = {
    text: lengthFault(indicator.text, 3, 500),
    target: lengthFault(indicator.target, 1, 80),
    unit: lengthFault(indicator.unit, 1, 40),
    [layout]: indicator[layout] === "" ? "missing" : undefined,
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

/** What keeps a result from being put into the draft; undefined when nothing does. */
export function faultsOf(result: DraftResult, positionKind: PositionKind): ResultFaults | undefined {
  const text = lengthFault(result.text, 3, 500);
  const ofIndicator = new Map(
    result.indicators
      .map((indicator) => [indicator.key, indicatorFaults(indicator, positionKind)] as const)
      .filter(([, faults]) => Object.keys(faults).length > 0),
  );
  const none = result.indicators.length === 0;
  if (text === undefined && !none && ofIndicator.size === 0) return undefined;
  return {
    ...(text === undefined ? {} : { text }),
    ...(none ? { indicators: "missing" as const } : {}),
    ofIndicator,
  };
}

export type AnnexFault = "many" | "long";

/** Lines of an annex that the server would refuse. */
export function annexFault(text: string): AnnexFault | undefined {
  const lines = linesOf(text);
  if (lines.length > 20) return "many";
  return lines.some((line) => Array.from(line).length > 300) ? "long" : undefined;
}

export function expectationFault(text: string | undefined): FieldFault | undefined {
  const fault = lengthFault(text ?? "", 3, 500);
  return fault === "missing" ? undefined : fault;
}

/** Place of the result that a violation of the server names, "/content/results/2/indicators"; undefined when it is of none. */
export function resultOfPointer(pointer: string): number | undefined {
  const match = /^\/content\/results\/(\d+)(\/|$)/.exec(pointer);
  return match ? Number(match[1]) : undefined;
}

/** What is still missing before it can be submitted, as far as the form knows. */
export function missingForSubmit(draft: Draft, positionKind: PositionKind): "result" | "indicator" | undefined {
  const counted = positionKind === "STAFF" ? draft.results.filter(({ kind }) => kind === "UTAMA") : draft.results;
  if (counted.length === 0) return "result";
  return draft.results.some((result) => faultsOf(result, positionKind) !== undefined) ? "indicator" : undefined;
}

/** Whether the server would refuse it even as a draft: what a submission needs may still be missing. */
export function blocksDraft(faults: ResultFaults | undefined): boolean {
  if (faults === undefined) return false;
  const fields = [...faults.ofIndicator.values()];
  return faults.text !== undefined || fields.some(({ text, target, unit }) => Boolean(text ?? target ?? unit));
}
