import { type PolicyDocument, type Rows, type Table } from "@kinerja/allowance/policy";
import { casesOfFile, casesOfTests, impactLines } from "./impact.ts";
import { type Names, namesOf, quoted, unitWords } from "./names.ts";
import { keyText, percentText, rupiahText } from "./numbers.ts";
import { type Item } from "./page.ts";
import { conditionText } from "./say-conditions.ts";
import { factText } from "./say-facts.ts";
import { payoutItems } from "./say-payout.ts";
import { itemText, stepText } from "./say-steps.ts";

/** What a part of a document says, by the name of what says it. */
type Said = ReadonlyMap<string, string>;
const both = [0, 1] as const;
type Pair = readonly [Names, Names];

/** What is gone, new or otherwise, in words. */
function compare(title: string, before: Said, after: Said): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const lines = keys.flatMap((key): string[] => {
    const [old, next] = [before.get(key), after.get(key)];
    if (old === next) return [];
    if (old === undefined) return [`  + ${key}: ${next ?? ""}`];
    if (next === undefined) return [`  − ${key}: ${old}`];
    const isShort = old.length + next.length < 80;
    return isShort ? [`  ~ ${key}: ${old} → ${next}`] : [`  ~ ${key}`, `      dulu: ${old}`, `      kini: ${next}`];
  });
  return lines.length === 0 ? [] : [`${title}:`, ...lines, ""];
}

const compareBy = (title: string, names: Pair, said: (names: Names) => Said): string[] => {
  const [before, after] = both.map((index) => said(names[index]));
  return compare(title, before ?? new Map(), after ?? new Map());
};

function general({ document }: Names): Said {
  const { title, version, kind, effective, governance } = document;
  const dates = `${effective.from} sampai ${effective.to ?? "seterusnya"}`;
  return new Map([
    ...Object.entries({ judul: title, versi: String(version), jenis: kind, berlaku: dates }),
    ["penanggung jawab", governance.owner],
  ]);
}

const laws = ({ document }: Names): Said =>
  new Map(
    Object.entries(document.legal).map(([key, { ref, title, checked }]) => [key, `${ref}, ${title} (${checked})`]),
  );

function inputs({ document }: Names): Said {
  return new Map(
    Object.entries(document.inputs).map(([id, { label, from, unit, on_missing, at_most }]) => {
      const missing =
        on_missing === "block" ? "ditahan" : `dianggap ${keyText(String(on_missing.assume))} (${on_missing.flag})`;
      const most = at_most === undefined ? "" : `, paling banyak ${at_most}`;
      return [id, `${label}, dari ${from}, ${unitWords[unit] || unit}${most}; bila tidak ada ${missing}`];
    }),
  );
}

function rowsSaid(id: string, rows: Rows, unit: Table["unit"], since: string): [string, string][] {
  const one = (value: string | number): string => (unit === "rupiah" ? rupiahText(value) : percentText(value));
  return Object.entries(rows).map(([key, row]) => [
    `${keyText(id)} ${keyText(key)}${since}`,
    typeof row === "object" ? `${one(row.min)} sampai ${one(row.max)}` : one(row),
  ]);
}

const tables = ({ document }: Names): Said =>
  new Map(
    Object.entries(document.tables).flatMap(([id, table]) =>
      "rows" in table
        ? rowsSaid(id, table.rows, table.unit, "")
        : table.values.flatMap(({ valid_from, rows }) => rowsSaid(id, rows, table.unit, ` sejak ${valid_from}`)),
    ),
  );

const cited = (words: string, cite: string): string => `${words} [${cite}]`;

const facts = (names: Names): Said =>
  new Map(
    (names.document.facts ?? []).map((rule) => [rule.id, cited(factText(rule, quoted(names)), names.cite(rule.cite))]),
  );

const notices = (names: Names): Said =>
  new Map(
    (names.document.notices ?? []).map(({ id, label, when, severity, cite }) => [
      id,
      cited(`${label} (${severity}), bila ${conditionText(when, quoted(names))}`, names.cite(cite)),
    ]),
  );

/** Each step, and each of its items for itself. */
function steps(names: Names): Said {
  return new Map(
    names.document.steps.flatMap((step): [string, string][] => {
      const items = step.rule === "sum_cuts" || step.rule === "score_sum" ? step.items : [];
      const own: [string, string] = [
        step.id,
        cited(`${step.label}: ${stepText(step, quoted(names))}`, names.cite(step.cite)),
      ];
      const parts = items.map((item): [string, string] => [
        `${step.id}.${item.id}`,
        cited(`${item.label}: ${itemText(item, quoted(names))}`, names.cite(item.cite)),
      ]);
      return [own, ...parts];
    }),
  );
}

const itemSaid = ({ text, cite }: Item): string => (cite === undefined ? text : cited(text, cite));
const payout = (names: Names): Said =>
  new Map(payoutItems(names).map((item) => [item.text.split(/[ :]/)[0] ?? "", itemSaid(item)]));

const choices = ({ document }: Names): Said =>
  new Map((document.choices ?? []).map(({ id, question, choice }) => [id, `${question} ${choice}`]));
const unverified = ({ document }: Names): Said => new Map((document.unverified ?? []).map(({ at, why }) => [at, why]));

export type Diff = { readonly lines: readonly string[]; readonly faults: readonly string[] };

/** What two documents do otherwise, and whose money changes: of their examples, and of the file when one is given. */
export function diffDocuments(before: PolicyDocument, after: PolicyDocument, factsText: string | undefined): Diff {
  const names: Pair = [namesOf(before), namesOf(after)];
  const file = factsText === undefined ? undefined : casesOfFile(factsText, [before, after]);
  if (file && file.faults.length > 0) return { lines: [], faults: file.faults };
  const words = [
    ...compareBy("Umum", names, general),
    ...compareBy("Dasar hukum", names, laws),
    ...compareBy("Data", names, inputs),
    ...compareBy("Baris tabel", names, tables),
    ...compareBy("Yang disimpulkan dari data", names, facts),
    ...compareBy("Yang ditandai", names, notices),
    ...compareBy("Langkah", names, steps),
    ...compareBy("Pembayaran", names, payout),
    ...compareBy("Pilihan", names, choices),
    ...compareBy("Belum dibuktikan", names, unverified),
  ];
  const told = words.length === 0 ? ["Tidak ada yang berbeda.", ""] : words;
  const tests = impactLines("Contoh kedua dokumen", casesOfTests(before, after), before, after);
  const people = file ? ["", ...impactLines("Berkas fakta", file.cases, before, after)] : [];
  const head = `${before.id} versi ${before.version} → ${after.id} versi ${after.version}`;
  return { lines: [head, "", ...told, ...tests, ...people], faults: [] };
}
