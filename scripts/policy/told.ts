import { type CutItem, type Effect, type Step, type TraceStep } from "@kinerja/allowance/policy";
import {
  dayText,
  isAtLeast,
  isNegative,
  isZero,
  keyText,
  magnitudeOf,
  type Names,
  numberText,
  partText,
  percentText,
  rupiahText,
  withUnit,
} from "@kinerja/allowance/policy-words";

type Line = Pick<TraceStep, "id" | "base" | "factor" | "exact" | "amount" | "inputs"> & { readonly isChange: boolean };
type How = (line: Line, step: never, names: Names) => string;

const isNumber = (text: string): boolean => /^-?\d+([./]\d+)?$/.test(text);

/** "35 62" as "35 menit, 62 menit"; a key as it is called. */
function valueText(names: Names, id: string, value: string): string {
  const unit = names.unit(id);
  if (value === "") return "tidak ada";
  const parts = value.split(" ");
  if (parts.every(isNumber) && unit !== "key") return parts.map((part) => withUnit(part, unit)).join(", ");
  return keyText(value);
}

const ownInputs: ReadonlySet<string> = new Set([
  "percent",
  "target",
  "days",
  "month",
  "leave",
  "occurrence",
  "events",
  "rupiah",
]);

const inputOf = ({ inputs }: Line, name: string): string | undefined => inputs.find(([one]) => one === name)?.[1];

/** Facts of the person that a rule looked at: "Kelas jabatan 11, Predikat kinerja: baik". */
function factsText({ inputs }: Line, names: Names): string {
  const facts = inputs.filter(([name]) => !ownInputs.has(name) || names.unit(name) !== undefined);
  return facts.map(([name, value]) => `${names.label(name)}: ${valueText(names, name, value)}`).join(", ");
}

const timesBase = (line: Line, of: string, names: Names): string =>
  line.base === "" ? `× ${names.label(of)}` : `× ${names.label(of)} ${rupiahText(line.base)}`;
const ofBase = (line: Line, of: string, names: Names): string =>
  line.base === "" ? `dari ${names.label(of)}` : `dari ${names.label(of)} ${rupiahText(line.base)}`;

const percentsText = (percents: string): string =>
  percents
    .split(" ")
    .filter((one) => one !== "")
    .map(percentText)
    .join(" + ");

const printed = (line: Line): string => percentsText(inputOf(line, "percent") ?? "");
const never = "Tidak ada kejadian bulan ini";
const happened = ({ inputs }: Line): boolean => {
  const [first] = inputs;
  return first !== undefined && first[1] !== "" && first[1] !== "0";
};

type Of<Rule extends Step["rule"]> = Extract<Step, { rule: Rule }>;
const joined = (ids: readonly string[], names: Names, word: string): string => ids.map(names.label).join(word);

const spellText = (line: Line): string => {
  const [leave, month, days, occurrence] = ["leave", "month", "days", "occurrence"].map((name) => inputOf(line, name));
  if (leave !== undefined) return `${keyText(leave)}, bulan ke-${month ?? ""}`;
  return days === undefined ? `kejadian ke-${occurrence ?? ""}` : `${days} hari`;
};

type Override = Of<"override_by_month" | "override_by_days" | "nth_occurrence">;
function override(line: Line, step: Override, names: Names): string {
  if (line.inputs.length === 0) return "Tidak ada yang mengubah pembayaran bulan ini";
  const verb = step.means === "cut" ? "dipotong" : "dibayar";
  return `${spellText(line)}: ${verb} ${printed(line)} ${ofBase(line, step.of, names)}`;
}

function events(line: Line, step: Of<"duration" | "lag">, names: Names): string {
  const kinds = inputOf(line, "events");
  if (kinds === undefined) return "Tidak ada yang berlaku bulan ini";
  return `${keyText(kinds)}: dipotong ${printed(line)} ${ofBase(line, step.base, names)}`;
}

function gate(line: Line, step: Of<"threshold_gate">, names: Names): string {
  const [unit, target] = [names.unit(step.input), inputOf(line, "target") ?? "0"];
  const value = inputOf(line, step.input) ?? "0";
  const met = isAtLeast(value, target)
    ? "syarat terpenuhi"
    : `syarat belum terpenuhi, dibayar ${percentText(step.else_percent)}`;
  return `${names.label(step.input)} ${withUnit(value, unit)}, paling sedikit ${withUnit(target, unit)}: ${met}`;
}

function ratio(line: Line, step: Of<"ratio_capped">, names: Names): string {
  const [unit, target] = [names.unit(step.input), inputOf(line, "target") ?? "0"];
  const value = inputOf(line, step.input) ?? "0";
  return `${names.label(step.input)} ${withUnit(value, unit)} dari ${withUnit(target, unit)} ${timesBase(line, step.of, names)}`;
}

function multiplier(line: Line, step: Of<"multiplier">, names: Names): string {
  const facts = factsText(line, names);
  const because = facts === "" ? "" : ` (${facts})`;
  if (printed(line) === "100%") return `Tidak berlaku${because}`;
  return `${printed(line)} ${ofBase(line, step.of, names)}${because}`;
}

function tierStep(line: Line, { input, of }: Of<"tier">, names: Names): string {
  const value = valueText(names, input, inputOf(line, input) ?? "");
  return `${names.label(input)} ${value}: ${printed(line)} ${ofBase(line, of, names)}`;
}

function daysAfter(line: Line, { of }: Of<"rate_per_day_after">, names: Names): string {
  if (line.inputs.length === 0) return "Tidak ada hari di atas masa tenggang";
  return `${inputOf(line, "days") ?? ""} hari × ${printed(line)} ${ofBase(line, of, names)}`;
}

function acting({ inputs }: Line): string {
  if (inputs.length === 0) return "Tidak ada jabatan yang dirangkap";
  return inputs.map(([kind, post]) => `${keyText(kind)} ${keyText(post)} bulan`).join("; ");
}

function prorate(line: Line, { days, of_days, of }: Of<"prorate">, names: Names): string {
  return `${inputOf(line, days) ?? ""} dari ${inputOf(line, of_days) ?? ""} hari ${timesBase(line, of, names)}`;
}

/** A change tells its factor as what is gone: all of it, or nothing. */
function exclude(line: Line, _: Of<"exclude">, names: Names): string {
  const facts = factsText(line, names);
  const told = line.factor === (line.isChange ? "-1" : "0") ? "Tidak diberikan" : "Tidak berlaku";
  return facts === "" ? told : `${told} (${facts})`;
}

const tableShare =
  (verb: string) =>
  (line: Line, step: Of<"scale_by_table" | "cut_by_table" | "component_percent">, names: Names): string =>
    `${factsText(line, names)}: ${verb}${printed(line)} ${ofBase(line, step.of, names)}`;

/** How a step comes to its number. */
const how: { readonly [Rule in Step["rule"]]: (line: Line, step: Of<Rule>, names: Names) => string } = {
  lookup: (line, _, names) => `${factsText(line, names)}, menurut tabel`,
  amount: () => "Besaran milik pegawai ini",
  share: (line, step, names) => `${percentText(step.percent)} ${ofBase(line, step.of, names)}`,
  scale_by_table: tableShare("dibayar "),
  cut_by_table: tableShare("dipotong "),
  component_percent: tableShare(""),
  tier: tierStep,
  sum_cuts: (line, step, names) => `Semua potongan ${ofBase(line, step.of, names)}`,
  sum: (_, step, names) => joined(step.of, names, " + "),
  subtract: (_, step, names) => `${names.label(step.of)} dikurangi ${names.label(step.cut)}`,
  multiplier,
  exclude,
  override_by_month: override,
  override_by_days: override,
  nth_occurrence: override,
  rate_per_day_after: daysAfter,
  duration: events,
  lag: events,
  difference: (_, step, names) => `${names.label(step.of)} dikurangi ${names.label(step.less)}, tidak kurang dari nol`,
  add_share: acting,
  threshold_gate: gate,
  ratio_capped: ratio,
  cap: (line, step) => `Paling banyak ${rupiahText(step.rupiah)} dari ${rupiahText(line.base)}`,
  floor: (line, step) => `Paling sedikit ${rupiahText(step.rupiah)} dari ${rupiahText(line.base)}`,
  min: (_, step, names) => `Yang terkecil dari ${joined(step.of, names, ", ")}`,
  max: (_, step, names) => `Yang terbesar dari ${joined(step.of, names, ", ")}`,
  prorate,
  score_sum: () => "Jumlah poin",
  point_value: (line, step) => `${numberText(line.base)} poin × ${rupiahText(step.rupiah)}`,
  product: (line) => line.inputs.map(([, value]) => numberText(value)).join(" × "),
  round: (line) => `Dibulatkan dari ${rupiahText(line.base)}`,
  result: (line) => `Dari bruto ${rupiahText(line.base)}`,
};

type Item = NonNullable<ReturnType<Names["item"]>>;

/** "2026-07-01 20+70" as "1 Juli 2026 (20 dan 70 menit)". */
function pairedDays({ inputs }: Line): string {
  const days = (inputs[0]?.[1] ?? "").split(", ").map((day) => {
    const [date = "", minutes = ""] = day.split(" ");
    return `${dayText(date)} (${minutes.replace("+", " dan ")} menit)`;
  });
  return days.join(", ");
}

function cutHow(line: Line, item: CutItem, of: string, names: Names): string {
  if (item.rule === "combine") return `${pairedDays(line)}: ${partText(magnitudeOf(line.factor))} ${of}`;
  if (item.rule === "rate_per_day_after") return `${inputOf(line, "days") ?? ""} hari × ${printed(line)} ${of}`;
  const value = valueText(names, item.input, inputOf(line, item.input) ?? "");
  const isEach = item.rule === "rate_per_unit" || (item.rule === "negative_item" && item.repeat === "each");
  return isEach ? `${value} × ${printed(line)} ${of}` : `${value}: ${printed(line)} ${of}`;
}

/** How an item of a step comes to its number; undefined for the step's own line. */
function itemHow(line: Line, item: Item | undefined, step: Step, names: Names): string | undefined {
  if (item === undefined) return undefined;
  if (step.rule !== "sum_cuts" || !("rule" in item)) return factsText(line, names);
  return happened(line) ? cutHow(line, item, ofBase(line, step.of, names), names) : never;
}

const isPoints = (step: Step | undefined): boolean => step?.rule === "score_sum";

/** A change is told by what it does, a value by what it is. */
function amountText({ exact, amount, isChange }: Line, effect: Effect, points: boolean): string {
  if (points) return `= ${numberText(exact)} poin`;
  if (effect === "RESULT" && exact !== String(amount))
    return `= ${rupiahText(exact)}, dibulatkan ${rupiahText(amount)}`;
  if (!isChange) return `= ${rupiahText(exact)}`;
  if (isZero(exact)) return "tidak mengubah jumlah";
  return `${isNegative(exact) ? "berkurang" : "bertambah"} ${rupiahText(magnitudeOf(exact))}`;
}

function extraHow(line: Line, step: Step): string | undefined {
  const isNothing = isZero(line.exact);
  if (line.id.endsWith(".rounding")) return "Pembulatan baris-baris ke jumlah bersih";
  if (step.rule !== "sum_cuts") return undefined;
  if (line.id.endsWith(".clamp"))
    return isNothing ? "Potongan tidak melebihi dasarnya" : "Bagian potongan yang melebihi dasarnya dikembalikan";
  if (!line.id.endsWith(".waive")) return undefined;
  return `${isNothing ? "Tidak berlaku: " : ""}${step.waive?.label ?? ""}`;
}

function labelOf(line: Line, item: Item | undefined, step: Step): string {
  if (item) return `${item.label}: `;
  return line.id.includes(".") ? "" : `${step.label}: `;
}

/** One sentence on a line: "Keterlambatan: 15 menit × 0,01% dari Kehadiran Rp2.627.280; berkurang Rp3.940,92." */
export function toldOf(traced: TraceStep, effect: Effect, names: Names): string {
  const line: Line = { ...traced, isChange: effect === "ADD" || effect === "CUT" };
  const [stepId = ""] = line.id.split(".");
  const step = names.step(stepId);
  if (!step) return "";
  const item = names.item(line.id);
  const told =
    itemHow(line, item, step, names) ?? extraHow(line, step) ?? (how[step.rule] as How)(line, step as never, names);
  const amount = amountText(line, effect, isPoints(step));
  return `${labelOf(line, item, step)}${told}${amount.startsWith("=") ? " " : "; "}${amount}.`;
}
