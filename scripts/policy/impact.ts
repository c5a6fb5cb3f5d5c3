import { compilePolicy, type Outcome, type PolicyDocument } from "@kinerja/allowance/policy";
import { type Period } from "@kinerja/common/kernel";
import { inputSchema } from "./compute-input.ts";
import { periodOfTest } from "./example.ts";
import { Faults, faultText } from "./faults.ts";
import { monthText, rupiahText } from "@kinerja/allowance/policy-words";
import { type JsonObject, Reader } from "./read-json.ts";
import { readGiven } from "./read-values.ts";

/** Somebody's month: inputs and facts by id, as far as either document knows them. */
export type Case = { readonly name: string; readonly period: Period; readonly given: JsonObject };

const knows = ({ inputs, facts = [] }: PolicyDocument, id: string): boolean =>
  Object.hasOwn(inputs, id) || facts.some((rule) => rule.id === id);

/** The examples of both documents, each once. */
export function casesOfTests(...documents: readonly PolicyDocument[]): Case[] {
  const cases = documents.flatMap((document) =>
    document.tests.map((test) => ({ name: test.name, period: periodOfTest(document, test), given: test.given })),
  );
  return [...new Map(cases.map((one) => [JSON.stringify([one.period, one.given]), one])).values()];
}

/** Both documents by month, compiled once. */
function compiler(document: PolicyDocument) {
  const policies = new Map<Period, ReturnType<typeof compilePolicy>>();
  return (period: Period) => {
    const policy = policies.get(period) ?? compilePolicy(document, period);
    policies.set(period, policy);
    return policy;
  };
}

/** What a document makes of a month; what it does not ask for is left out. */
function evaluator(document: PolicyDocument, faults: Faults): (one: Case, path: string) => Outcome {
  const policyOf = compiler(document);
  return ({ period, given }, path) => {
    const asked = Object.fromEntries(Object.entries(given).filter(([id]) => knows(document, id)));
    const { facts, derived } = readGiven(new Reader(faults), document, asked, path);
    return policyOf(period).evaluate(facts, derived);
  };
}

/** One case a line, each as the input of `compute`. */
export function casesOfFile(
  text: string,
  documents: readonly PolicyDocument[],
): { readonly cases: Case[]; readonly faults: string[] } {
  const told: string[] = [];
  const cases = text.split("\n").flatMap((line, index): Case[] => {
    if (line.trim() === "") return [];
    const faults = new Faults();
    const one = readCase(line, new Reader(faults), documents, index + 1);
    told.push(...faults.found.map((fault) => `${index + 1}: ${faultText(fault, "id")}`));
    return one && faults.found.length === 0 ? [one] : [];
  });
  return { cases, faults: told };
}

/** Keys that neither document knows. */
function checkKeys(part: JsonObject, path: string, { faults }: Reader, documents: readonly PolicyDocument[]): void {
  const known = documents.flatMap(({ inputs }) => Object.keys(inputs)).join(", ");
  for (const id of Object.keys(part))
    if (!documents.some((document) => knows(document, id))) faults.add(`${path}.${id}`, "KEY_UNKNOWN", { known });
}

const lineKeys = ["schema", "name", "period", "inputs", "facts", "payout"];
const lineExamples = { schema: `"${inputSchema}"`, period: '"2026-07"', inputs: "{ … }" };

/** The keys of a line; undefined when one is missing or unknown. */
function readLine(line: string, reader: Reader): JsonObject | undefined {
  const value = reader.json(line);
  if (reader.faults.found.length > 0) return undefined;
  const object = reader.record(value, "$", lineKeys);
  if (!object || !reader.needs(object, "$", lineExamples)) return undefined;
  if (object["schema"] !== inputSchema) reader.faults.add("$.schema", "SCHEMA", { expected: inputSchema });
  return object;
}

function readCase(
  line: string,
  reader: Reader,
  documents: readonly PolicyDocument[],
  number: number,
): Case | undefined {
  const { faults } = reader;
  const object = readLine(line, reader);
  if (!object) return undefined;
  const period = reader.period(object["period"], "$.period");
  const inputs = reader.object(object["inputs"], "$.inputs") ?? {};
  const facts = reader.object(object["facts"] ?? {}, "$.facts") ?? {};
  checkKeys(inputs, "$.inputs", reader, documents);
  checkKeys(facts, "$.facts", reader, documents);
  if (period === undefined || faults.found.length > 0) return undefined;
  const name = typeof object["name"] === "string" ? object["name"] : `baris ${number}`;
  const one = { name, period, given: { ...inputs, ...facts } };
  // Forms are looked at here, where the line is known.
  for (const document of documents) evaluator(document, faults)(one, "$.inputs");
  return one;
}

type Change = { readonly name: string; readonly period: Period; readonly words: string; readonly amount: bigint };

const netText = ({ status, net }: Outcome): string => (status === "blocked" ? "ditahan" : rupiahText(net));

function changeOf(one: Case, before: Outcome, after: Outcome): Change | undefined {
  if (before.status === after.status && before.net === after.net && before.gross === after.gross) return undefined;
  const amount = after.net - before.net;
  const sign = amount > 0n ? "+" : "";
  const isBoth = before.status === "payable" && after.status === "payable";
  const gross = amount === 0n && isBoth ? `, bruto ${rupiahText(before.gross)} → ${rupiahText(after.gross)}` : "";
  const words = `${netText(before)} → ${netText(after)}${isBoth ? ` (${sign}${rupiahText(amount)})` : ""}${gross}`;
  return { name: one.name, period: one.period, words, amount };
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const shown = 50;

/** Whose money changes, the largest first, and the sum of it. */
export function impactLines(
  title: string,
  cases: readonly Case[],
  before: PolicyDocument,
  after: PolicyDocument,
): string[] {
  const faults = new Faults();
  const [old, next] = [evaluator(before, faults), evaluator(after, faults)];
  const changes = cases.flatMap((one) => changeOf(one, old(one, "$"), next(one, "$")) ?? []);
  const inOrder = changes.toSorted((a, b) =>
    size(a.amount) > size(b.amount) ? -1 : size(a.amount) < size(b.amount) ? 1 : 0,
  );
  const sum = changes.reduce((all, { amount }) => all + amount, 0n);
  const lines = inOrder.slice(0, shown).map(({ name, period, words }) => `  ${name} (${monthText(period)}): ${words}`);
  const more = changes.length > shown ? [`  dan ${changes.length - shown} lagi`] : [];
  const total = changes.length === 0 ? [] : [`  jumlah perubahan: ${sum > 0n ? "+" : ""}${rupiahText(sum)}`];
  return [`${title}: ${changes.length} dari ${cases.length} berubah`, ...lines, ...more, ...total];
}
