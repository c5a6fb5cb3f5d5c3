import { invalid } from "@kinerja/common/errors";
import {
  type Fact,
  FactAuthority,
  type FactChoice,
  type FactField,
  FactForm,
  type FactFormField,
  type FactImportCounts,
  type FactImportLine,
  FactImportOutcome,
  type FactKind as WireKind,
  FactState,
  type FactText,
  FactTime,
  FactVerdict,
  type OutageCandidate as WireCandidate,
} from "@kinerja/proto/allowance/v1/fact_service";

import { type Verdict } from "../../domain/facts/decide.ts";
import { type Choice, type FormField, type KindForm } from "../../domain/facts/forms.ts";
import { type Counts, type Outcome, type PlannedLine } from "../../domain/facts/import-plan.ts";
import { type FactKind, factKinds, type Form, isFactKind } from "../../domain/facts/kinds.ts";
import { type OutageCandidate } from "../../domain/facts/outage-candidates.ts";
import { type Cells } from "../../domain/facts/read-content.ts";
import { type Authority, type FactBody, type FactRow } from "../../domain/facts/row.ts";
import { type Words } from "../../domain/facts/words.ts";

export function fromKind(text: string): FactKind {
  if (isFactKind(text)) return text;
  throw invalid("/kind", "CHOICE_UNKNOWN", { choices: factKinds.join(", ") });
}

export const fromKindOrNone = (text: string | undefined): FactKind | undefined =>
  text === undefined || text === "" ? undefined : fromKind(text);

export function fromVerdict(verdict: FactVerdict): Verdict {
  if (verdict === FactVerdict.CONFIRMED) return "CONFIRMED";
  if (verdict === FactVerdict.REJECTED) return "REJECTED";
  throw invalid("/verdict", "CHOICE_UNKNOWN", { choices: "CONFIRMED, REJECTED" });
}

/** A name that comes twice would say two things. */
export function fromFields(fields: readonly FactField[]): Cells {
  const cells: Record<string, string> = {};
  for (const [index, { name, value }] of fields.entries()) {
    if (Object.hasOwn(cells, name)) throw invalid(`/fields/${index}/name`, "PARAMETER_REPEATED");
    cells[name] = value;
  }
  return cells;
}

const toFields = (body: FactBody): FactField[] =>
  Object.entries(body).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

const authorities: Readonly<Record<Authority, FactAuthority>> = {
  automatic: FactAuthority.AUTOMATIC,
  import: FactAuthority.IMPORT,
  human: FactAuthority.HUMAN,
};

const instant = (moment: number | undefined): Date | undefined => (moment === undefined ? undefined : new Date(moment));

export const toFact = (row: FactRow): Fact => ({
  factId: row.id,
  agencyId: row.agencyId,
  kind: row.kind,
  personId: row.personId ?? "",
  unitId: row.unitId ?? "",
  validFrom: row.validFrom,
  validTo: row.validTo ?? "",
  fields: toFields(row.body),
  decree: row.decree,
  withdraws: row.withdraws,
  authority: authorities[row.authority],
  reason: row.reason,
  fileId: row.fileId ?? "",
  line: row.line ?? 0,
  recordedBy: row.recordedBy,
  recordedAt: instant(row.recordedAt),
  state: FactState[row.state],
  decidedBy: row.decidedBy ?? "",
  decidedAt: instant(row.decidedAt),
  replaces: row.replaces ?? "",
  supersededAt: instant(row.supersededAt),
});

/** As the person sees it: the file behind it names others, too. */
export const toOwnFact = (row: FactRow): Fact => ({ ...toFact(row), fileId: "", line: 0 });

const toText = ([id, en]: Words): FactText => ({ id, en });
const toChoice = ({ value, label }: Choice): FactChoice => ({ value, label: toText(label) });

const forms: Readonly<Record<Form, FactForm>> = {
  word: FactForm.WORD,
  class: FactForm.CLASS,
  text: FactForm.TEXT,
  key: FactForm.KEY,
  decimal: FactForm.DECIMAL,
  rupiah: FactForm.RUPIAH,
  count: FactForm.COUNT,
  words: FactForm.WORDS,
};

const toFormField = ({ name, label, form, optional, otherwise, choices, usual }: FormField): FactFormField => ({
  ...{ name, label: toText(label), form: forms[form], optional: optional === true, otherwise: otherwise ?? "" },
  ...{ choices: choices.map(toChoice), usual: usual.map(toChoice) },
});

const times: Readonly<Record<KindForm["time"], FactTime>> = {
  span: FactTime.SPAN,
  months: FactTime.MONTHS,
  year: FactTime.YEAR,
};

export const toKind = (form: KindForm): WireKind => ({
  kind: form.kind,
  label: toText(form.label),
  purpose: toText(form.purpose),
  time: times[form.time],
  ends: form.ends,
  decreeRequired: form.needsDecree,
  shared: form.isShared,
  fields: form.fields.map(toFormField),
  columns: [...form.columns],
});

const outcomes: Readonly<Record<Outcome, FactImportOutcome>> = {
  added: FactImportOutcome.ADDED,
  superseded: FactImportOutcome.SUPERSEDED,
  unchanged: FactImportOutcome.UNCHANGED,
  overruled: FactImportOutcome.OVERRULED,
};

export const toCounts = (counts: Counts): FactImportCounts => ({ ...counts });

export const toLine = ({ line, outcome, personId, unitId, content }: PlannedLine): FactImportLine => ({
  ...{ line, outcome: outcomes[outcome], personId: personId ?? "", unitId: unitId ?? "" },
  ...{ validFrom: content.validFrom, validTo: content.validTo ?? "", decree: content.decree },
  fields: toFields(content.body),
});

export const toCandidate = (candidate: OutageCandidate): WireCandidate => ({ ...candidate });
