import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import { readPolicy } from "../adapters/policy/read-policy.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Facts } from "../domain/policy/sources.ts";

const folder = join(__dirname, "../../policies");

/** The demo policies by their ids, as text. */
export const policyTexts: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((name) => [name.replace(/\.yaml$/, ""), readFileSync(join(folder, name), "utf8")]),
);

export function policyText(id: string): string {
  const text = policyTexts.get(id);
  if (text === undefined) throw new Error(`there is no policy ${id}`);
  return text;
}

export function policyDocument(id: string): PolicyDocument {
  const { document, faults } = readPolicy(policyText(id));
  if (!document) throw new Error(JSON.stringify(faults));
  return document;
}

const minutes = fc.integer({ min: 0, max: 200 });

/** A person's month as it may come from the other services; all facts are known. */
export const anyFacts = fc
  .record({
    "roster.class": fc.integer({ min: 1, max: 17 }).map(String),
    "roster.staff_kind": fc.constantFrom("pns", "cpns", "pppk"),
    "roster.paid_days": fc.integer({ min: 1, max: 28 }),
    "calendar.days_of_month": fc.integer({ min: 28, max: 31 }),
    "evaluation.predicate": fc.constantFrom("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"),
    "activity.approved_minutes": fc.integer({ min: 0, max: 12_000 }),
    "attendance.absent_days": fc.integer({ min: 0, max: 23 }),
    "attendance.missed_checks": fc.integer({ min: 0, max: 46 }),
    "attendance.late_minutes": fc.integer({ min: 0, max: 4_000 }),
    "attendance.late_events": fc.array(minutes, { maxLength: 23 }),
    "attendance.early_minutes": fc.integer({ min: 0, max: 4_000 }),
    "attendance.early_events": fc.array(minutes, { maxLength: 23 }),
    "minutes.away": fc.integer({ min: 0, max: 500 }),
    "list.upacara": fc.integer({ min: 0, max: 4 }),
  })
  .map((facts): Facts => facts);
