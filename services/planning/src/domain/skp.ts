import { Refusal } from "@kinerja/common/errors";
import { type Day, type Decision, type Period } from "@kinerja/common/kernel";

import { type Cascade, checkDraft, checkSettable, type Leaders } from "./cascade.ts";
import { type Content, type ContentDraft, emptyContent, missingIn, type PositionKind, toContent } from "./content.ts";
import { type NewId } from "./ids.ts";
import { type Months, type PlanItemDraft, saveMonth } from "./plan.ts";

export type SkpState = "DRAFT" | "SUBMITTED" | "RETURNED" | "SET" | "SUPERSEDED";

/** Sasaran Kinerja Pegawai, as one document. */
export type Skp = {
  readonly id: string;
  readonly personId: string;
  readonly employmentId: string;
  readonly agencyId: string;
  readonly unitId: string;
  /** Pejabat penilai kinerja; undefined while nobody is recorded. Who set it, once it is set. */
  readonly assessorId: string | undefined;
  readonly year: number;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly positionKind: PositionKind;
  readonly state: SkpState;
  /** Counts each change of the document, from 1. */
  readonly version: number;
  /** Which setting this is, or comes after: 0 before the first. */
  readonly setRevision: number;
  readonly returnReason: string | undefined;
  readonly content: Content;
};

/** All of an SKP that can change: the newest document, the setting that holds, the action plan. */
export type SkpRecord = {
  readonly skp: Skp;
  /** The newest setting; undefined before the first. */
  readonly holding: Skp | undefined;
  readonly months: Months;
  /** Counts facts told, from 1 without a gap. */
  readonly facts: number;
};

export type SkpEventType =
  "SkpOpened" | "SkpSaved" | "SkpSubmitted" | "SkpReturned" | "SkpSet" | "SkpRevised" | "ActionPlanSaved";
export type SkpEvent = { readonly type: SkpEventType };
export type SkpDecision = Decision<SkpRecord, SkpEvent>;

export type Employment = {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
};

/** A cell of a role matrix that names the person. */
export type GivenRole = { readonly leaderRhkId: string; readonly isFirm: boolean; readonly result: string };

export type Opening = {
  readonly personId: string;
  readonly employment: Employment;
  readonly year: number;
  readonly positionKind: PositionKind;
  readonly assessorId: string | undefined;
  readonly roles: readonly GivenRole[];
};

const laterOf = (one: Day, other: Day): Day => (one > other ? one : other);
const earlierOf = (one: Day, other: Day): Day => (one < other ? one : other);

const firstResults = (roles: readonly GivenRole[], newId: NewId): Content => ({
  ...emptyContent,
  results: roles.map(({ leaderRhkId, isFirm, result }) => ({
    id: newId(),
    kind: "UTAMA",
    text: result,
    parent: { kind: isFirm ? "SUPERIOR_RHK" : "PROVISIONAL", id: leaderRhkId },
    assignedByUnitId: undefined,
    indicators: [],
  })),
});

function decided(record: SkpRecord, type: SkpEventType, change: Partial<Skp>): SkpDecision {
  const skp = { ...record.skp, ...change, version: record.skp.version + 1 };
  return { state: { ...record, skp, facts: record.facts + 1 }, events: [{ type }] };
}

/** A draft for the part of the year that the employment covers. */
export function openSkp(opening: Opening, newId: NewId): SkpDecision {
  const { employment, year, roles, ...rest } = opening;
  const validFrom = laterOf(`${year}-01-01` as Day, employment.validFrom);
  const validTo = earlierOf(`${year}-12-31` as Day, employment.validTo ?? (`${year}-12-31` as Day));
  if (validFrom > validTo) throw new Refusal("not-found", "EMPLOYMENT_UNKNOWN");
  const skp: Skp = {
    ...rest,
    id: newId(),
    employmentId: employment.id,
    agencyId: employment.agencyId,
    unitId: employment.unitId,
    year,
    validFrom,
    validTo,
    state: "DRAFT",
    version: 1,
    setRevision: 0,
    returnReason: undefined,
    content: firstResults(roles, newId),
  };
  return { state: { skp, holding: undefined, months: {}, facts: 1 }, events: [{ type: "SkpOpened" }] };
}

function expect({ skp }: SkpRecord, version: number): void {
  if (skp.version !== version) throw new Refusal("conflict", "VERSION_CONFLICT", { version: skp.version });
}

function expectEditable({ skp }: SkpRecord): void {
  if (skp.state !== "DRAFT" && skp.state !== "RETURNED") throw new Refusal("refused", "SKP_NOT_EDITABLE");
}

function expectSubmitted({ skp }: SkpRecord): void {
  if (skp.state !== "SUBMITTED") throw new Refusal("refused", "SKP_NOT_SUBMITTED");
}

const contentsOf = ({ skp, holding }: SkpRecord): Content[] => [skp.content, ...(holding ? [holding.content] : [])];

export type Draft = {
  readonly expectedVersion: number;
  readonly content: ContentDraft;
  /** The superior of the day; undefined when nobody is recorded. */
  readonly assessorId: string | undefined;
};

/** Replaces the content of a draft or returned SKP. */
export function saveSkp(
  record: SkpRecord,
  { expectedVersion, content: draft, assessorId }: Draft,
  { cascade, leaders, newId }: { readonly cascade: Cascade; readonly leaders: Leaders; readonly newId: NewId },
): SkpDecision {
  expect(record, expectedVersion);
  expectEditable(record);
  const content = toContent(draft, contentsOf(record), newId);
  return decided(record, "SkpSaved", {
    content: checkDraft(content, cascade, leaders, record.skp.year),
    assessorId: assessorId ?? record.skp.assessorId,
  });
}

/** To the assessor of the day, when nothing is missing. */
export function submitSkp(record: SkpRecord, expectedVersion: number, assessorId: string | undefined): SkpDecision {
  expect(record, expectedVersion);
  expectEditable(record);
  const missing = missingIn(record.skp.content, record.skp.positionKind);
  if (missing.length > 0) throw new Refusal("refused", "SKP_INCOMPLETE", { count: missing.length }, missing);
  if (assessorId === undefined) throw new Refusal("refused", "ASSESSOR_MISSING");
  return decided(record, "SkpSubmitted", { state: "SUBMITTED", assessorId });
}

export function returnSkp(record: SkpRecord, expectedVersion: number, reason: string): SkpDecision {
  expect(record, expectedVersion);
  expectSubmitted(record);
  return decided(record, "SkpReturned", { state: "RETURNED", returnReason: reason });
}

/** PermenPANRB 6/2022, Pasal 14: the assessor sets it; who does it here is the assessor of the document. */
export function setSkp(
  record: SkpRecord,
  expectedVersion: number,
  { setBy, cascade, leaders }: { readonly setBy: string; readonly cascade: Cascade; readonly leaders: Leaders },
): SkpDecision {
  expect(record, expectedVersion);
  expectSubmitted(record);
  const decision = decided(record, "SkpSet", {
    state: "SET",
    content: checkSettable(record.skp, cascade, leaders),
    assessorId: setBy,
    setRevision: record.skp.setRevision + 1,
    returnReason: undefined,
  });
  return { ...decision, state: { ...decision.state, holding: decision.state.skp } };
}

/** A new draft with the same content; the setting holds until the draft is set. */
export function reviseSkp(record: SkpRecord): SkpDecision {
  if (record.skp.state !== "SET") throw new Refusal("refused", "SKP_NOT_SET");
  return decided(record, "SkpRevised", { state: "DRAFT" });
}

/** The plan is the owner's own, in every state; the document and its version stay. */
export function savePlan(
  record: SkpRecord,
  month: { readonly period: Period; readonly items: readonly PlanItemDraft[] },
  newId: NewId,
): SkpDecision {
  const months = saveMonth(record.months, month, { span: record.skp, contents: contentsOf(record), newId });
  return { state: { ...record, months, facts: record.facts + 1 }, events: [{ type: "ActionPlanSaved" }] };
}
