import { boundsOf } from "@kinerja/allowance/agreement";
import { type Form, type Input, type PolicyDocument, sourceOf, type Unit } from "@kinerja/allowance/policy";
import { type KnownWords, knownWords } from "./known-words.ts";
import { numberText, unitWords } from "@kinerja/allowance/policy-words";
import { type Language } from "./options.ts";

const words = {
  id: {
    /** Before decimals; points between thousands. */
    isComma: true,
    head: ["Id", "Sebutan", "Bentuk", "Yang dikenal", "Bila tidak ada"],
    forms: {
      ...{ text: "kunci", count: "bilangan", rupiah: "rupiah", decimal: "desimal", counts: "daftar bilangan" },
      ...{ days: "daftar hari", spans: "daftar rentang" },
    },
    ...{ any: "bebas", most: "paling banyak", each: "masing-masing", statuses: "status:", kinds: "kind:" },
    ...{ levels: "level:", classOfHistory: "kind: kelas jabatan", everyStatus: "status apa pun dari impor presensi" },
    ...{ block: "ditahan", none: "dianggap tidak ada", assumed: "dianggap" },
    ...{ fromMonth: "diambil dari bulannya; dalam proses pembayaran:", withClass: "`class`: kelas jabatannya" },
    units: unitWords,
    flags: { warn: "peringatan", note: "catatan", none: "tanpa tanda" },
  },
  en: {
    isComma: false,
    head: ["Id", "Label", "Form", "Known", "When it is missing"],
    forms: {
      ...{ text: "key", count: "count", rupiah: "rupiah", decimal: "decimal", counts: "counts" },
      ...{ days: "days", spans: "spans" },
    },
    ...{ any: "any", most: "at most", each: "each", statuses: "status:", kinds: "kind:", levels: "level:" },
    ...{ classOfHistory: "kind: the class", everyStatus: "any status of the attendance import" },
    ...{ block: "blocks", none: "taken as none", assumed: "taken as", withClass: "`class`: of the post or demotion" },
    fromMonth: "taken from the month; in a run:",
    units: {
      ...{ key: "", span: "", day: "days", event: "times", minute: "minutes", hour: "hours", percent: "%" },
      ...{ point: "points", rupiah: "rupiah" },
    },
    flags: { warn: "warning", note: "note", none: "no flag" },
  },
} as const satisfies Record<
  Language,
  { readonly forms: Readonly<Record<Form, string>>; readonly units: Readonly<Record<Unit, string>> } & Record<
    string,
    unknown
  >
>;
type Words = (typeof words)[Language];

type Known = { readonly document: PolicyDocument; readonly known: KnownWords; readonly told: Words };

function withUnit(number: string, unit: Unit, { units, isComma }: Words): string {
  const word = units[unit];
  const indonesian = numberText(number);
  const text = isComma ? indonesian : indonesian.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
  return word === "%" ? `${text}%` : `${text} ${word}`.trim();
}

const code = (list: Iterable<string>): string => [...list].map((one) => `\`${one}\``).join(", ");
/** Sets apart what begins a new group of words. */
const groups = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("; ");
const group = (title: string, list: readonly string[]): string => (list.length === 0 ? "" : `${title} ${code(list)}`);

function keysText({ known, told }: Known, id: string, { values }: Input): string {
  const keys = values ?? known.keys(id);
  return keys.length === 0 ? told.any : code(keys);
}

function spansText({ known, told }: Known, id: string, { from }: Input): string {
  if (from === "roster.class_history") return told.classOfHistory;
  const [kinds, levels] = [known.kinds(id), known.levels(id)];
  const ofKinds = kinds.length === 0 ? `${told.kinds} ${told.any}` : group(told.kinds, kinds);
  return groups(ofKinds, group(told.levels, levels), known.hasClass(id) ? told.withClass : "");
}

const daysText = ({ known, told }: Known): string =>
  groups(group(told.statuses, [...known.ruledStatuses].toSorted()), told.everyStatus);

function knownText(one: Known, id: string, input: Input): string {
  const { form } = sourceOf(input.from);
  if (form === "text") return keysText(one, id, input);
  if (form === "days") return daysText(one);
  if (form === "spans") return spansText(one, id, input);
  const most = `${one.told.most} ${withUnit(String(boundsOf(one.document, id).hi), input.unit, one.told)}`;
  return form === "counts" ? `${most} ${one.told.each}` : most;
}

const saidByMonth: readonly string[] = ["calendar.days_of_month", "roster.paid_days"];

function assumedText({ told }: Known, { from, on_missing, unit }: Input): string {
  if (on_missing === "block") return told.block;
  const { assume, flag } = on_missing;
  const isList = ["counts", "days", "spans"].includes(sourceOf(from).form);
  const value = unit === "key" ? code([String(assume)]) : withUnit(String(assume), unit, told);
  return `${isList ? told.none : `${told.assumed} ${value}`} (${told.flags[flag]})`;
}

const missingText = (known: Known, input: Input): string =>
  saidByMonth.includes(input.from) ? `${known.told.fromMonth} ${assumedText(known, input)}` : assumedText(known, input);

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** What a policy asks for, as a Markdown table: each input, its form, the words that it knows, and what its absence means. */
export function inputsOf(document: PolicyDocument, language: Language): string {
  const told = words[language];
  const one: Known = { document, known: knownWords(document), told };
  const rows = Object.entries(document.inputs).map(([id, input]) =>
    row([
      `\`${id}\``,
      input.label,
      told.forms[sourceOf(input.from).form],
      knownText(one, id, input),
      missingText(one, input),
    ]),
  );
  return [row(told.head), row(told.head.map(() => "---")), ...rows].join("\n");
}

/** A heading and a table for each document. */
export const inputsPage = (documents: readonly PolicyDocument[], language: Language): string =>
  documents
    .map((document) => `### ${document.id}\n\n${document.title}\n\n${inputsOf(document, language)}`)
    .join("\n\n");

const [begins, ends] = ["<!-- inputs: begin -->", "<!-- inputs: end -->"];

/** The page with this between its two marks; undefined when they are not there. */
export function withInputs(page: string, tables: string): string | undefined {
  const [from, to] = [page.indexOf(begins), page.indexOf(ends)];
  if (from < 0 || to < from) return undefined;
  return `${page.slice(0, from + begins.length)}\n\n${tables}\n\n${page.slice(to)}`;
}

/** What stands between the marks, without the spaces that only align columns. */
export function inputsIn(page: string): string {
  const between = page.slice(page.indexOf(begins) + begins.length, page.indexOf(ends));
  return plainTables(between);
}
export const plainTables = (text: string): string => text.trim().replace(/ {2,}/g, " ").replace(/-{3,}/g, "---");
