import { Ajv, type ErrorObject } from "ajv";

import { checkPolicy } from "../../domain/policy/check.ts";
import { type PolicyDocument } from "../../domain/policy/document.ts";
import { type Path, type PolicyFault } from "../../domain/policy/fault.ts";
import { forbiddenNodes, type LocatedFault, readSource } from "./positions.ts";
import { policySchema } from "./schema.ts";

export type ReadPolicy =
  | { readonly document: PolicyDocument; readonly faults: readonly [] }
  | { readonly document: undefined; readonly faults: readonly LocatedFault[] };

/** Characters of a document; the longest real one is a tenth of it. */
export const longestDocument = 262_144;
const mostFaults = 100;

const ajv = new Ajv({ allErrors: true, discriminator: true, strictTypes: false, verbose: true });
const validate = ajv.compile<PolicyDocument>(policySchema);

const pathOf = (pointer: string): Path =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

const limits: Readonly<Record<string, string>> = {
  minLength: "≥",
  minItems: "≥",
  minProperties: "≥",
  maxLength: "≤",
  maxItems: "≤",
  maxProperties: "≤",
};

type Params = Readonly<Record<string, string | number | readonly string[] | undefined>>;
type Parent = { readonly $comment?: string; readonly oneOf?: readonly { readonly title: string }[] };

/** What was expected at a place, in signs rather than words: `≥ 1`, `warn, note`, `HH:MM`. */
function expectationOf({ keyword, params, parentSchema, message }: ErrorObject): string {
  const { $comment, oneOf = [] } = parentSchema as Parent;
  if ($comment !== undefined) return $comment;
  if (keyword === "discriminator") return oneOf.map(({ title }) => title).join(", ");
  const { limit, comparison, ...rest } = params as Params;
  if (typeof limit === "number") return `${String(comparison ?? limits[keyword] ?? "=")} ${String(limit)}`;
  const known = [rest["allowedValues"], rest["allowedValue"], rest["type"], rest["pattern"]].flat();
  return known.filter((value) => value !== undefined).join(", ") || (message ?? keyword);
}

function faultOf(error: ErrorObject): PolicyFault {
  const path = pathOf(error.instancePath);
  const { additionalProperty, missingProperty, propertyName } = error.params as Record<string, string | undefined>;
  if (additionalProperty !== undefined)
    return { code: "POLICY_KEY_UNKNOWN", path: [...path, additionalProperty], params: { name: additionalProperty } };
  if (missingProperty !== undefined) return { code: "POLICY_KEY_MISSING", path, params: { name: missingProperty } };
  if (error.keyword === "false schema")
    return { code: "POLICY_KEY_UNFIT", path, params: { name: String(path.at(-1)) } };
  const place = propertyName === undefined ? path : [...path, propertyName];
  return { code: "POLICY_VALUE_WRONG", path: place, params: { expected: expectationOf(error) } };
}

/** Keywords whose own words only say that another fault was found below them. */
const summaries: ReadonlySet<string> = new Set(["propertyNames", "if"]);

function schemaFaults(value: unknown): PolicyFault[] {
  if (validate(value)) return [];
  // Of alternatives only the sum is told: the reasons of each branch contradict each other.
  const told = (validate.errors ?? []).filter(
    ({ schemaPath, keyword }) => !summaries.has(keyword) && !/\/anyOf\/\d/.test(schemaPath),
  );
  return told.map(faultOf);
}

const keyOf = ({ path }: PolicyFault): string => path.join("/");

/** Reads a YAML document; every fault has its line and column, from 1. Without faults the document may be compiled. */
export function readPolicy(text: string): ReadPolicy {
  if (text.length > longestDocument) {
    const params = { limit: longestDocument };
    return { document: undefined, faults: [{ code: "POLICY_TOO_LONG", path: [], params, line: 1, column: 1 }] };
  }
  const { document, locate } = readSource(text);
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    const faults = broken.map(({ code, linePos }) => {
      const [at] = linePos ?? [];
      return { code: "POLICY_YAML", path: [], params: { reason: code }, line: at?.line ?? 1, column: at?.col ?? 1 };
    });
    return { document: undefined, faults: faults.slice(0, mostFaults) };
  }
  const forbidden = forbiddenNodes(document);
  const told = new Set(forbidden.map(keyOf));
  const hasAlias = forbidden.some(({ code }) => code === "POLICY_ALIAS");
  const value: unknown = hasAlias ? undefined : document.toJS();
  const shape = hasAlias ? [] : schemaFaults(value).filter((fault) => !told.has(keyOf(fault)));
  const first = [...forbidden, ...shape];
  const faults = first.length > 0 ? first : checkPolicy(value as PolicyDocument);
  if (faults.length === 0) return { document: value as PolicyDocument, faults: [] };
  const located = faults.slice(0, mostFaults).map(locate);
  return { document: undefined, faults: located.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}
