import {
  type Form,
  hashOf,
  type Input,
  orderSteps,
  type PolicyDocument,
  type PolicyTest,
  type Rows,
  sha256,
  sourceOf,
  type Step,
  type Table,
} from "@kinerja/allowance/policy";
import {
  anomalySentences,
  conditionText,
  dayText,
  factText,
  type Item,
  itemText,
  keyText,
  monthText,
  type Names,
  namesOf,
  numberText,
  payoutItems,
  percentText,
  quoted,
  rupiahText,
  stepText,
  unitWords,
} from "@kinerja/allowance/policy-words";
import { type Block, type Page } from "./page.ts";
import { outcomeOf } from "./example.ts";

const heading = (text: string): Block => ({ kind: "heading", level: 2, text });
const text = (words: string): Block => ({ kind: "text", text: words });
const bullets = (items: readonly Item[]): Block => ({ kind: "list", ordered: false, items });

const kinds: Readonly<Record<PolicyDocument["kind"], string>> = {
  tukin: "Tunjangan kinerja",
  tpp: "Tambahan penghasilan pegawai",
  thr: "Tunjangan hari raya",
  gaji13: "Gaji ketiga belas",
  rapel: "Rapel",
};
const checkedWords = {
  official: "dibaca dari naskah resmi",
  secondary: "dibaca dari sumber kedua, belum dibandingkan dengan naskah resmi",
  invented: "rekaan untuk peragaan",
} as const;

function summary({ kind, version, effective, supersedes, governance, id }: PolicyDocument, hash: string): Block[] {
  const to = effective.to === null ? "seterusnya" : dayText(effective.to);
  return [
    text(`${kinds[kind]}. Berlaku sejak ${dayText(effective.from)} sampai ${to}.`),
    bullets([
      { text: `Dokumen ${id} versi ${version}${supersedes ? `, menggantikan versi ${supersedes.version}` : ""}` },
      { text: `Penanggung jawab: ${governance.owner}` },
      { text: `Sidik dokumen (SHA-256): ${hash}` },
    ]),
    ...(governance.note === "" ? [] : [text(governance.note)]),
  ];
}

function laws({ legal }: PolicyDocument): Block[] {
  const items = Object.values(legal).map(({ ref, title, checked, url }): Item => {
    const at = url === undefined ? "" : `: ${url}`;
    return { text: `${ref}, ${title} (${checkedWords[checked]}${at})` };
  });
  const quotes = Object.values(legal).flatMap(({ ref, wording = {} }) =>
    Object.entries(wording).map(([article, words]): Block => ({
      kind: "quote",
      title: `${ref} ${article}`,
      text: words,
    })),
  );
  return [heading("Dasar hukum"), bullets(items), ...quotes];
}

const origins: Readonly<Record<string, string>> = {
  roster: "data kepegawaian",
  calendar: "kalender",
  evaluation: "penilaian kinerja",
  activity: "catatan kegiatan",
  attendance: "presensi",
  leave: "data cuti",
  discipline: "data hukuman disiplin",
  acting: "data Plt dan Plh",
  study: "data tugas belajar",
  exclusion: "data pengecualian",
};

const lists: ReadonlySet<Form> = new Set<Form>(["counts", "days", "spans"]);

function missingText({ on_missing, from }: Input): string {
  if (on_missing === "block") return "baris ditahan sampai ada";
  const assumed = lists.has(sourceOf(from).form) ? "tidak ada" : keyText(String(on_missing.assume));
  return `dianggap ${assumed}${on_missing.flag === "none" ? "" : ", dengan tanda"}`;
}

function inputs({ inputs: all }: PolicyDocument): Block[] {
  const rows = Object.values(all).map((input) => {
    const origin = origins[input.from.split(".")[0] ?? ""] ?? "data instansi sendiri";
    const values = input.values && input.values.length <= 8 ? ` (${input.values.map(keyText).join(", ")})` : "";
    return [`${input.label}${values}`, origin, unitWords[input.unit], missingText(input)];
  });
  const head = ["Data", "Dari", "Satuan", "Bila tidak ada"];
  return [heading("Data yang dipakai"), { kind: "table", caption: "", head, rows, numbers: [] }];
}

const cellText = (row: Rows[string], unit: Table["unit"]): string => {
  const one = (value: number | string): string => (unit === "rupiah" ? rupiahText(value) : percentText(value));
  return typeof row === "object" ? `${one(row.min)} sampai ${one(row.max)}` : one(row);
};

const midMonths = {
  by_days: "Bila berganti di tengah bulan, dihitung menurut hari kalender masing-masing.",
  first_day: "Bila berganti di tengah bulan, dipakai yang berlaku pada hari pertama.",
  last_day: "Bila berganti di tengah bulan, dipakai yang berlaku pada hari terakhir.",
} as const;

/** Classes from the highest down; other keys as the document has them. */
function inOrder(rows: Rows): [string, Rows[string]][] {
  const entries = Object.entries(rows);
  if (!entries.every(([key]) => /^\d/.test(key))) return entries;
  return entries.toSorted(([a], [b]) => b.localeCompare(a, "id", { numeric: true }));
}

function tableBlocks(id: string, table: Table, names: Names): Block[] {
  const keys = [table.key].flat();
  const head = [...keys.map(names.label), table.unit === "rupiah" ? "Rupiah sebulan" : "Persen"];
  const block = (rows: Rows, caption: string): Block => ({
    kind: "table",
    ...{ caption, head, numbers: [keys.length] },
    rows: inOrder(rows).map(([key, row]) => [
      ...(keys.length === 1 ? [key] : key.split("/")).map(keyText),
      cellText(row, table.unit),
    ]),
  });
  const title = `${keyText(id)} [${names.cite(table.cite)}]`;
  if ("rows" in table) return [block(table.rows, title)];
  const dated = table.values.map(({ valid_from, cite, rows }) =>
    block(rows, `${title} sejak ${dayText(valid_from)}${cite ? ` [${names.cite(cite)}]` : ""}`),
  );
  return [...dated, text(midMonths[table.mid_month])];
}

const tables = (names: Names): Block[] => {
  const all = Object.entries(names.document.tables);
  return all.length === 0 ? [] : [heading("Tabel"), ...all.flatMap(([id, table]) => tableBlocks(id, table, names))];
};

function facts(names: Names): Block[] {
  const inner = quoted(names);
  const { facts: rules = [], notices = [] } = names.document;
  const items = rules.map((rule): Item => ({
    text: `${rule.label}: ${factText(rule, inner)}.`,
    cite: names.cite(rule.cite),
  }));
  const looked = notices.map((notice): Item => {
    const severity = { block: "baris ditahan", warn: "harus dilihat petugas", note: "catatan" }[notice.severity];
    return {
      text: `${notice.label} (${severity}), bila ${conditionText(notice.when, inner)}.`,
      cite: names.cite(notice.cite),
    };
  });
  return [
    ...(items.length === 0
      ? []
      : [heading("Yang disimpulkan dari data"), { kind: "list", ordered: true, items } as const]),
    ...(looked.length === 0 ? [] : [heading("Yang ditandai untuk diperiksa"), bullets(looked)]),
  ];
}

function stepItem(step: Step, names: Names, inner: Names): Item {
  const parts = step.rule === "sum_cuts" || step.rule === "score_sum" ? step.items : [];
  const more = parts.map((item): Item => ({
    text: `${item.label}: ${itemText(item, inner)}.`,
    cite: names.cite(item.cite),
  }));
  return {
    text: `${step.label}: ${stepText(step, inner)}.`,
    cite: names.cite(step.cite),
    ...(more.length > 0 && { more }),
  };
}

function steps(names: Names): Block[] {
  const { ordered } = orderSteps(names.document.steps);
  const inner = quoted(names, new Map(ordered.map(({ id }, index) => [id, index + 1])));
  const items = ordered.map((step) => stepItem(step, names, inner));
  return [heading("Langkah penghitungan"), { kind: "list", ordered: true, items }];
}

function openQuestions({ choices = [], unverified = [] }: PolicyDocument): Block[] {
  const chosen = choices.map(({ question, choice, why, confirm_with }): Item => ({
    text: question,
    more: [{ text: `Dipilih: ${choice}` }, { text: `Alasan: ${why}` }, { text: `Dipastikan kepada: ${confirm_with}` }],
  }));
  const doubts = unverified.map(({ at, why, needs }) => [at, why, needs]);
  return [
    heading("Yang tidak diatur, dan cara memilihnya"),
    chosen.length === 0 ? text("Tidak ada pilihan yang dicatat.") : bullets(chosen),
    heading("Angka dan aturan yang belum dibuktikan"),
    doubts.length === 0
      ? text("Tidak ada.")
      : { kind: "table", caption: "", head: ["Bagian dokumen", "Sebab", "Diperlukan"], rows: doubts, numbers: [] },
  ];
}

const sourcesOfTests: Readonly<Record<PolicyTest["source"], string>> = {
  official: "contoh resmi",
  "agency-manual": "pedoman instansi",
  own: "dihitung dengan tangan",
};

const isPlain = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";
const givenText = (value: PolicyTest["given"][string]): string => {
  if (isPlain(value)) return typeof value === "number" ? numberText(value) : keyText(value);
  if (value.length === 0) return "tidak ada";
  return value
    .map((one) => (isPlain(one) ? String(one) : Object.values(one).map(String).map(keyText).join(" ")))
    .join(", ");
};

function exampleRow(test: PolicyTest, names: Names): string[] {
  const { outcome, period } = outcomeOf(names.document, test);
  const given = Object.entries(test.given).map(([id, value]) => `${names.label(id)}: ${givenText(value)}`);
  const amounts = [outcome.gross, outcome.cut, outcome.net].map((amount) => rupiahText(amount));
  const shown = outcome.status === "blocked" ? ["ditahan", "", ""] : amounts;
  return [`${test.name} (${sourcesOfTests[test.source]}, ${monthText(period)})`, given.join("; "), ...shown];
}

function examples(names: Names): Block[] {
  const rows = names.document.tests.map((test) => exampleRow(test, names));
  const head = ["Contoh", "Diketahui", "Bruto", "Potongan", "Bersih"];
  return [heading("Contoh hitungan"), { kind: "table", caption: "", head, rows, numbers: [2, 3, 4] }];
}

/** The document as a page that a head of unit can read: articles stand beside the numbers. */
export function docOf(document: PolicyDocument, source: string): Page {
  const names = namesOf(document);
  const blocks = [
    ...summary(document, hashOf(sha256, source)),
    ...laws(document),
    ...inputs(document),
    ...tables(names),
    ...facts(names),
    ...steps(names),
    heading("Pembayaran"),
    bullets(payoutItems(names)),
    heading("Yang diperiksa sebelum dibayar"),
    bullets([...anomalySentences(names).values()].map((sentence) => ({ text: `Bila ${sentence}.` }))),
    ...openQuestions(document),
    ...examples(names),
  ];
  return { title: document.title, blocks };
}
