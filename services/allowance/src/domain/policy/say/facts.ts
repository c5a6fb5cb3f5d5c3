import { type DayItem, type DayWhere, type FactRule, type FactRuleOf, type Impossible } from "../document.ts";
import { type Names } from "./names.ts";
import { keyText, numberText } from "./numbers.ts";
import { given, phrase } from "./phrase.ts";
import { conditionText, kindsText, orList } from "./conditions.ts";

export const itemWords: Readonly<Record<DayItem, string>> = {
  missed_in: "tidak merekam masuk",
  missed_out: "tidak merekam pulang",
  late: "terlambat",
  early: "pulang cepat",
  away: "meninggalkan kantor",
};
const itemsText = (items: readonly DayItem[], last?: string): string =>
  orList(
    items.map((item) => itemWords[item]),
    last,
  );

function whereText({ status_in, status_not_in, work }: DayWhere): string {
  const parts = [
    work === undefined ? undefined : work ? "merupakan hari kerja" : "bukan hari kerja",
    status_in && `berstatus ${orList(status_in)}`,
    status_not_in && `tidak berstatus ${orList(status_not_in)}`,
  ];
  const told = parts.filter((part) => part !== undefined);
  return told.length === 0 ? "" : `, untuk hari yang ${told.join(" dan ")}`;
}

const taken: Readonly<Record<FactRuleOf<"aggregate">["take"], string>> = {
  days: "hari",
  late: "menit terlambat",
  early: "menit pulang cepat",
  away: "menit meninggalkan kantor",
  missed: "presensi yang tidak direkam",
};
const joined: Readonly<Record<FactRuleOf<"aggregate">["how"], string>> = {
  sum: "jumlah",
  count: "banyaknya hari dengan",
  max: "yang terbanyak dalam sehari dari",
  each: "satu per satu tiap hari,",
};

function impossibleText(word: string, rule: Impossible | undefined): string[] {
  if (!rule) return [];
  const { from, until, at } = rule;
  const parts = [
    from && `pukul ${from} atau sesudahnya`,
    until && `sebelum pukul ${until}`,
    at && `tepat pukul ${orList(at)}`,
  ];
  return [`${word} ${orList(parts.filter((part) => part !== undefined))}`];
}

type Say<Rule extends FactRule["rule"]> = (rule: FactRuleOf<Rule>, names: Names) => string;

function tolerance({ of, item, minutes, mode }: FactRuleOf<"tolerance">, names: Names): string {
  const above = mode === "subtract" ? "hanya kelebihannya yang dihitung" : "seluruhnya dihitung";
  return `${names.label(of)}: ${itemWords[item]} sampai ${minutes} menit sehari tidak dihitung; di atas itu ${above}`;
}

function classify({ of, no_check_in_as, no_check_out_as }: FactRuleOf<"classify">, names: Names): string {
  const parts = [
    given(no_check_in_as, (minutes) => `tidak merekam masuk dihitung ${minutes} menit terlambat`),
    given(no_check_out_as, (minutes) => `tidak merekam pulang dihitung ${minutes} menit pulang cepat`),
  ];
  return `${names.label(of)}: ${parts.filter((part) => part !== undefined).join("; ")}`;
}

function validity({ of, check_in, check_out, counts_as }: FactRuleOf<"data_validity">, names: Names): string {
  const taps = [...impossibleText("rekaman masuk", check_in), ...impossibleText("rekaman pulang", check_out)];
  const counts = counts_as === "missed" ? "dihitung sebagai tidak merekam" : "diabaikan";
  return `${names.label(of)}: ${taps.join(", dan ")} tidak mungkin benar dan ${counts}`;
}

function credit({ of, minutes, days }: FactRuleOf<"credit">, names: Names): string {
  const rows = Object.entries(minutes).map(([status, value]) => `${keyText(status)} ${numberText(value)} menit`);
  const each = days === "working" ? "hari kerja" : "hari kalender";
  return `menit yang diakui dari ${names.label(of)} tiap ${each}: ${rows.join("; ")}`;
}

const counted: Readonly<Record<FactRuleOf<"count_spans">["count"], string>> = {
  begun_in_month: "yang mulai dalam bulan itu",
  begun_in_year: "yang mulai sejak awal tahun",
  active_in_month: "yang berlangsung dalam bulan itu",
};

function effectiveClass(rule: FactRuleOf<"effective_class">, names: Names): string {
  const starts = rule.starts === "next_month" ? "bulan berikutnya" : "bulan itu juga";
  return phrase(
    `${names.label(rule.class)}, diturunkan selama ${names.label(rule.demotions)} berlaku, `,
    `mulai ${starts} sampai bulan hari terakhirnya; bila ada beberapa, yang terendah`,
  );
}

function substitute(rule: FactRuleOf<"substitute_class">, names: Names): string {
  const rows = Object.entries(rule.rows).map(([key, value]) => `${keyText(key)} menjadi ${value}`);
  return phrase(
    `${names.label(rule.class)}; bila ${conditionText(rule.when, names)}, `,
    `diganti menurut ${names.label(rule.by)}: ${rows.join("; ")}`,
    rule.otherwise === "block" ? "; yang lain ditahan" : undefined,
  );
}

function start(rule: FactRuleOf<"start_rule">, names: Names): string {
  const isNext = rule.effect === "next_month";
  const first = isNext && rule.on_first_day === "same_month" ? ", pada tanggal 1 mulai bulan itu" : undefined;
  const effect = isNext ? "mulai bulan berikutnya" : "pada hari itu juga";
  return phrase(`kelas dari ${names.label(rule.history)}; perubahan berlaku ${effect}`, first);
}

const say: { readonly [Rule in FactRule["rule"]]: Say<Rule> } = {
  aggregate: ({ of, take, how, where = {} }, names) =>
    `${joined[how]} ${taken[take]} dari ${names.label(of)}${whereText(where)}`,
  tolerance,
  classify,
  data_validity: validity,
  outage: ({ of, outages, neutralises }, names) =>
    `${names.label(of)}: pada hari ${names.label(outages)} hanya ${itemsText(neutralises, "dan")} yang tidak dihitung`,
  same_day: ({ of, order }, names) =>
    `${names.label(of)}: bila ada beberapa pada satu hari, hanya yang pertama dari: ${itemsText(order)}`,
  credit,
  total: ({ of, floor }, names) =>
    `${of.map(names.label).join(" + ")}${floor === "zero" ? ", paling sedikit nol" : ""}`,
  count_spans: ({ of, kinds, count }, names) => `banyaknya ${names.label(of)}${kindsText(kinds)} ${counted[count]}`,
  span_days: ({ of, kinds, day_kind }, names) =>
    `${day_kind === "working" ? "hari kerja" : "hari kalender"} bulan itu dalam ${names.label(of)}${kindsText(kinds)}`,
  effective_class: effectiveClass,
  substitute_class: substitute,
  start_rule: start,
};

/** What a fact is made from. */
export const factText = (rule: FactRule, names: Names): string =>
  (say[rule.rule] as Say<FactRule["rule"]>)(rule, names);
