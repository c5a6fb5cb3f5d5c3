import { Refusal, type Violation } from "@kinerja/common/errors";

import { type FactKind, isShared } from "../../domain/facts/kinds.ts";
import { type Cells, columnsOf, type Fault, readContent } from "../../domain/facts/read-content.ts";
import { type FactContent, type FactRow } from "../../domain/facts/row.ts";
import { type Acting, type OfficerNeeds } from "../authorise.ts";
import { type AuditNote } from "../ports.ts";
import { type UnitNeeds } from "./units.ts";

export type FactNeeds = OfficerNeeds &
  UnitNeeds & {
    readonly newId: () => string;
    /** Which of these people work or worked in the agency, as identity has it. */
    readonly peopleIn: (agencyId: string, personIds: readonly string[]) => Promise<ReadonlySet<string>>;
  };

export type FactRef = { readonly agencyId: string; readonly factId: string };

const longestReason = 500;

/** Everything recorded says why. */
export function reasonOf(text: string, pointer = "/reason"): string {
  const reason = text.trim();
  const violations: Violation[] = [];
  if (reason === "") violations.push({ pointer, code: "FIELD_REQUIRED" });
  if (reason.length > longestReason) {
    const params = { max: longestReason, length: reason.length };
    violations.push({ pointer, code: "TEXT_TOO_LONG", params });
  }
  if (violations.length > 0) throw new Refusal("invalid", "REQUEST_INVALID", {}, violations);
  return reason;
}

/** A name that no form of the kind has would be lost in silence. */
function unknownFields(kind: FactKind, fields: Cells): Fault[] {
  const { possible } = columnsOf(kind);
  const unknown = Object.keys(fields).filter((column) => !possible.includes(column));
  return unknown.map((column) => ({ column, code: "FIELD_UNKNOWN" }));
}

export function contentOf(kind: FactKind, fields: Cells): FactContent {
  const { content, faults: wrong } = readContent(kind, fields);
  const faults = [...unknownFields(kind, fields), ...wrong];
  if (content !== undefined && faults.length === 0) return content;
  const violations = faults.map(({ column, ...fault }): Violation => ({ pointer: `/fields/${column}`, ...fault }));
  throw new Refusal("invalid", "REQUEST_INVALID", {}, violations);
}

/** A fact of a person names one who is known in the agency; a shared one names a unit or nobody. */
export async function refuseStranger(
  { peopleIn }: FactNeeds,
  agencyId: string,
  kind: FactKind,
  personId: string | undefined,
): Promise<void> {
  if (isShared(kind) !== (personId === undefined))
    throw new Refusal("invalid", "REQUEST_INVALID", {}, [
      { pointer: "/personId", code: isShared(kind) ? "FIELD_UNKNOWN" : "FIELD_REQUIRED" },
    ]);
  if (personId === undefined) return;
  const known = await peopleIn(agencyId, [personId]);
  if (!known.has(personId)) throw new Refusal("not-found", "PERSON_UNKNOWN");
}

export async function existingFact({ records }: Acting, { agencyId, factId }: FactRef): Promise<FactRow> {
  const [fact] = await records.facts.find(agencyId, [factId]);
  if (!fact) throw new Refusal("not-found", "FACT_UNKNOWN");
  return fact;
}

/** The moment of a change. Whoever changes what pay rests on is an officer of the run: the own row goes into the second batch. */
export async function beginChange({ records, actor, at }: Acting, agencyId: string): Promise<number> {
  await records.policies.noteOfficer(agencyId, actor.personId, at);
  return records.facts.moment(agencyId, at);
}

export const noteOf = (
  { agencyId, id, kind }: Pick<FactRow, "agencyId" | "id" | "kind">,
  action: string,
  detail: AuditNote["detail"] = {},
): AuditNote => ({ action, resource: "fact", objectId: id, agencyId, detail: { kind, ...detail } });
