import { type CutItem, type Factor, type ScoreItem, type Step, type StepOf } from "../document.ts";
import { type Names, unitWords, withUnit } from "./names.ts";
import { keyText, numberText, percentText, rupiahText } from "./numbers.ts";
import { given, phrase } from "./phrase.ts";
import { bracketsText, conditionText, kindsText, orList, pointsText } from "./conditions.ts";
import { itemWords } from "./facts.ts";

type Say<Rule extends Step["rule"]> = (step: StepOf<Rule>, names: Names) => string;

const tableKeys = (table: string, names: Names): string =>
  orList([names.document.tables[table]?.key ?? []].flat().map(names.label), "dan");
const meansText = (means: "cut" | "paid"): string => (means === "cut" ? "dipotong" : "dibayar");

const withCuts: Readonly<Record<"erase" | "keep" | "scale", string>> = {
  erase: "Potongan lain bulan itu tidak dihitung lagi",
  keep: "Potongan lain bulan itu tetap dihitung",
  scale: "Persen dikenakan pada jumlah setelah potongan lain",
};
type Override = StepOf<"override_by_month" | "override_by_days" | "rate_per_day_after" | "nth_occurrence">;
const override = ({ of, replaces, with_cuts, only_if }: Override, names: Names): string =>
  phrase(
    `Persen dari ${names.label(of)}, menggantikan ${names.label(replaces)}`,
    only_if === "cut_gt_zero" ? " bila ada yang dipotong" : undefined,
    `. ${withCuts[with_cuts]}`,
  );

const byKind = (rows: Readonly<Record<string, readonly (string | number)[]>>): string =>
  Object.entries(rows)
    .map(([kind, percents]) => `${keyText(kind)} ${percents.map(percentText).join(" / ")}`)
    .join("; ");

const monthWords: Readonly<Record<StepOf<"override_by_month">["month"], string>> = {
  touched: "bulan kalender yang disentuh, dihitung sejak bulan mulainya",
  anniversary: "bulan penuh sejak hari pertamanya",
  days_30: "tiap 30 hari sejak hari pertamanya",
};

const overlaps = {
  sum: "dijumlahkan",
  largest: "diambil yang terbesar",
  once: "dihitung sekali",
  block: "ditahan untuk diperiksa",
} as const;

function duration(step: StepOf<"duration">, names: Names): string {
  const rows = step.rows.map(({ events_from, rows: kinds }) => {
    const told = Object.entries(kinds).map(([kind, row]) => {
      return `${keyText(kind)} ${percentText(row.percent)} selama ${row.months} bulan`;
    });
    return phrase(
      given(events_from, (day) => `mulai ${day}: `),
      told.join("; "),
    );
  });
  const starts = step.starts === "next_month" ? "bulan berikutnya" : "bulan kejadian";
  return phrase(
    `Karena ${names.label(step.spans)}, dari ${names.label(step.base)} dipotong: ${rows.join(". Kejadian ")}; `,
    `terhitung sejak ${starts}. Bila beberapa sekaligus, ${overlaps[step.on_overlap]}`,
  );
}

function offsetsText(offsets: StepOf<"lag">["offsets"]): string {
  if ("months" in offsets) return `bulan ke-${orList(offsets.months.map(String), "dan")} sesudah bulan kejadian`;
  return `tahun ke-${orList(offsets.years.map(String), "dan")} sesudah tahun kejadian`;
}

function lag(step: StepOf<"lag">, names: Names): string {
  const rows = Object.entries(step.rows).map(([kind, percent]) => `${keyText(kind)} ${percentText(percent)}`);
  return phrase(
    `Karena ${names.label(step.spans)}, dari ${names.label(step.base)} dipotong ${rows.join("; ")} `,
    `pada ${offsetsText(step.offsets)}. Bila beberapa sekaligus, ${overlaps[step.on_overlap]}`,
  );
}

/** Levels of an acted post against the own, as agencies name them. */
const levels: Readonly<Record<string, string>> = {
  same: "setingkat",
  one_below: "jabatan sendiri satu tingkat di bawah",
  two_below: "jabatan sendiri dua tingkat di bawah",
  above: "jabatan sendiri di atasnya",
};
const levelText = (level: string): string => (Object.hasOwn(levels, level) ? (levels[level] ?? "") : keyText(level));

function actingRow(row: StepOf<"add_share">["levels"][string]): string {
  if ("percent" in row) return `${percentText(row.percent)} dari tarif jabatan yang dirangkap`;
  return "selisih tarif jabatan yang dirangkap dengan jabatan sendiri";
}

function acting(step: StepOf<"add_share">, names: Names): string {
  const rows = Object.entries(step.levels).map(([level, row]) => `${levelText(level)}: ${actingRow(row)}`);
  const months = step.months === "calendar" ? "tiap bulan kalender penuh" : "tiap bulan penuh sejak hari pertama";
  return `${whose(step, names)}, ${months}: ${rows.join("; ")}. Bila beberapa sekaligus, ${overlaps[step.on_overlap]}`;
}

function factorText(factor: Factor, names: Names): string {
  if ("step" in factor) return names.label(factor.step);
  if ("table" in factor) return `tabel ${keyText(factor.table)} menurut ${tableKeys(factor.table, names)}`;
  if ("percent" in factor) return percentText(factor.percent);
  return "decimal" in factor ? numberText(factor.decimal) : names.label(factor.input);
}

const roundings = {
  "half-up": "terdekat, setengah ke atas",
  "half-even": "terdekat, setengah ke genap",
  down: "ke bawah",
  up: "ke atas",
} as const;
const unitText = (unit: number): string => (unit === 1 ? "rupiah" : `kelipatan ${rupiahText(unit)}`);

const targetText = (target: number | string, names: Names, input: string): string =>
  typeof target === "number" ? withUnit(String(target), names.unit(input)) : names.label(target);

function gate(step: StepOf<"threshold_gate">, names: Names): string {
  const least = (gte: number): string => withUnit(String(gte), names.unit(step.input));
  const months = Object.entries(step.by_month ?? {}).map(([month, gte]) => `bulan ke-${month} ${least(gte)}`);
  return phrase(
    `${names.label(step.of)} dibayar bila ${names.label(step.input)} paling sedikit ${least(step.gte)}`,
    months.length === 0 ? undefined : ` (${months.join(", ")})`,
    `; bila kurang dibayar ${percentText(step.else_percent)}`,
  );
}

function cuts({ of, waive }: StepOf<"sum_cuts">, names: Names): string {
  const base = names.label(of);
  const waived = given(waive, ({ when, label }) => `. Bila ${conditionText(when, names)}: ${label}`);
  return phrase(`Dari ${base} dipotong yang berikut. Jumlah potongan paling banyak ${base} itu`, waived);
}

function byMonth(step: StepOf<"override_by_month">, names: Names): string {
  const { spans, means, rows, beyond, month, spell_at_least_days: least } = step;
  return phrase(
    `Untuk ${names.label(spans)}, persen yang ${meansText(means)} menurut bulan ke-1 / ke-2 / …: ${byKind(rows)}; `,
    `sesudahnya ${percentText(beyond.percent)}. Bulan: ${monthWords[month]}`,
    given(least, (days) => `; paling sedikit ${days} hari kalender`),
    `. ${override(step, names)}`,
  );
}

const whose = ({ spans, kinds }: { readonly spans: string; readonly kinds: readonly string[] }, names: Names): string =>
  `Untuk ${names.label(spans)}${kindsText(kinds)}`;

function byDays(step: StepOf<"override_by_days">, names: Names): string {
  const percents = `persen yang ${meansText(step.means)} menurut banyaknya hari kalender: ${bracketsText(step.brackets)}`;
  return `${whose(step, names)}, ${percents}. ${override(step, names)}`;
}

function daysAfter(step: StepOf<"rate_per_day_after">, names: Names): string {
  const rate = `setelah ${step.grace_days} hari dipotong ${percentText(step.percent)} tiap hari`;
  const until = given(step.until_days, (days) => ` sampai hari ke-${days}`);
  return phrase(`${whose(step, names)}, ${rate}`, until, `. ${override(step, names)}`);
}

function nth(step: StepOf<"nth_occurrence">, names: Names): string {
  const window = step.window === "calendar_year" ? "tahun kalender" : "12 bulan terakhir";
  const percents = `${meansText(step.means)} ${step.rows.map(percentText).join(" / ")}`;
  return `${whose(step, names)} yang ke-1 / ke-2 / … dalam ${window}: ${percents}. ${override(step, names)}`;
}

function ratio(step: StepOf<"ratio_capped">, names: Names): string {
  const target = targetText(step.target, names, step.input);
  return phrase(
    `${names.label(step.of)} dibayar sebanding dengan ${names.label(step.input)} terhadap ${target}, `,
    `paling banyak ${percentText(step.cap_percent)}`,
    given(step.digits, (digits) => `; persen dibulatkan ${digits} angka di belakang koma`),
  );
}

function result(step: StepOf<"result">, names: Names): string {
  const { unit, mode } = step.rounding;
  return phrase(
    `Yang dibayar: ${names.label(step.net)}; sebelum potongan: ${names.label(step.gross)}. `,
    `Keduanya dibulatkan ke ${unitText(unit)} ${roundings[mode]}`,
    given(step.months_late, (months) => `. Dibayar ${months} bulan lebih lambat`),
  );
}

const byTable = (table: string, names: Names): string => `tabel ${keyText(table)} (${tableKeys(table, names)})`;

function lookup({ table, amount }: StepOf<"lookup">, names: Names): string {
  const own = given(amount, (input) => `; bila tabel memuat rentang, dipakai ${names.label(input)}`);
  return phrase(`Menurut ${tableKeys(table, names)}, dari tabel ${keyText(table)}`, own);
}

const sayers: { readonly [Rule in Step["rule"]]: Say<Rule> } = {
  lookup,
  amount: (step, names) => `Sebesar ${names.label(step.input)}`,
  share: (step, names) => `${percentText(step.percent)} dari ${names.label(step.of)}`,
  scale_by_table: ({ of, table }, names) => `${names.label(of)} dibayar menurut persen ${byTable(table, names)}`,
  cut_by_table: ({ of, table }, names) => `${names.label(of)} dipotong menurut persen ${byTable(table, names)}`,
  component_percent: ({ of, table, criterion }, names) =>
    `Kriteria ${criterion}: persen dari ${names.label(of)} menurut ${byTable(table, names)}`,
  tier: ({ of, input, brackets }, names) =>
    `${names.label(of)} dibayar menurut ${names.label(input)}: ${bracketsText(brackets)}`,
  sum_cuts: cuts,
  sum: (step, names) => step.of.map(names.label).join(" ditambah "),
  subtract: (step, names) => `${names.label(step.of)} dikurangi ${names.label(step.cut)}`,
  multiplier: ({ when, percent, of }, names) =>
    `Bila ${conditionText(when, names)}: ${percentText(percent)} dari ${names.label(of)}`,
  exclude: (step, names) => `Tidak diberikan bila ${conditionText(step.when, names)}`,
  override_by_month: byMonth,
  override_by_days: byDays,
  rate_per_day_after: daysAfter,
  nth_occurrence: nth,
  duration,
  lag,
  difference: (step, names) => `${names.label(step.of)} dikurangi ${names.label(step.less)}, paling sedikit nol`,
  add_share: acting,
  threshold_gate: gate,
  ratio_capped: ratio,
  cap: (step, names) => `${names.label(step.of)}, paling banyak ${rupiahText(step.rupiah)}`,
  floor: (step, names) => `${names.label(step.of)}, paling sedikit ${rupiahText(step.rupiah)}`,
  min: (step, names) => `Yang terkecil dari ${orList(step.of.map(names.label), "dan")}`,
  max: (step, names) => `Yang terbesar dari ${orList(step.of.map(names.label), "dan")}`,
  prorate: (step, names) => `${names.label(step.of)} × ${names.label(step.days)} : ${names.label(step.of_days)}`,
  score_sum: () => "Jumlah poin dari yang berikut",
  point_value: (step, names) => `${names.label(step.of)} × ${rupiahText(step.rupiah)} tiap poin`,
  product: (step, names) => step.factors.map((factor) => factorText(factor, names)).join(" × "),
  round: ({ of, unit, mode }, names) => `${names.label(of)} dibulatkan ke ${unitText(unit)} ${roundings[mode]}`,
  result,
};

/** What a step does, in words. */
export const stepText = (step: Step, names: Names): string => (sayers[step.rule] as Say<Step["rule"]>)(step, names);

type ItemOf<Rule extends CutItem["rule"]> = Extract<CutItem, { rule: Rule }>;

function combined({ a, b, pair, min, max }: ItemOf<"combine">): string {
  const sides = [a, b].map(({ item, brackets }) => `${itemWords[item]} ${bracketsText(brackets)}`);
  const both = pair === "sum" ? "jumlah keduanya" : "yang terbesar";
  const within = `paling sedikit ${percentText(min)} dan paling banyak ${percentText(max)}`;
  return `tiap hari, ${sides.join("; ")}; bila keduanya, ${both}, ${within}`;
}

const itemSayers: { readonly [Rule in CutItem["rule"]]: (item: ItemOf<Rule>, names: Names) => string } = {
  rate_per_unit: ({ percent, per, input }, names) =>
    `${percentText(percent)} tiap ${unitWords[per]} ${names.label(input)}`,
  negative_item: ({ percent, repeat, input }, names) =>
    `${percentText(percent)} ${repeat === "each" ? "tiap kali" : "sekali dalam sebulan"}: ${names.label(input)}`,
  rate_per_day_after: (item, names) =>
    `${whose(item, names)}, setelah ${item.grace_days} hari ${percentText(item.percent)} tiap hari`,
  tier: ({ input, per, brackets }, names) =>
    `menurut ${names.label(input)}, ${per === "occurrence" ? "tiap kejadian" : "sebulan"}: ${bracketsText(brackets)}`,
  combine: combined,
};
const ruleOfItem = (item: CutItem, names: Names): string =>
  (itemSayers[item.rule] as (item: CutItem, names: Names) => string)(item, names);

/** What an item of a sum cuts, or how many points it gives. */
export function itemText(item: CutItem | ScoreItem, names: Names): string {
  if ("rule" in item) return ruleOfItem(item, names);
  if ("max" in item) return `${names.label(item.input)} persen dari ${item.max} poin`;
  return `menurut ${names.label(item.input)}: ${pointsText(item.brackets)}`;
}
