import { type PayoutSnapshot, ptkpStatuses } from "@kinerja/allowance/policy";
import { noRupiah, type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type JsonObject, type Reader } from "./read-json.ts";

const keys = [
  "period",
  "salary",
  "taxed_salary",
  "ptkp",
  "keys",
  "month_so_far",
  "year_so_far",
  "ends_tax_year",
  "receivables",
  "corrections",
];

/** What the payout knows besides the entitlements; `period` is the month of payment, where it is told. */
export type PayoutInput = Omit<PayoutSnapshot, "period"> & { readonly period: Period | undefined };

/** A key that is there, by its reader. */
function optional<Value>(
  object: JsonObject,
  path: string,
  key: string,
  read: (value: unknown, path: string) => Value | undefined,
) {
  return object[key] === undefined ? undefined : read(object[key], `${path}.${key}`);
}

function readTexts(reader: Reader, value: unknown, path: string): Readonly<Record<string, string>> {
  const entries = Object.entries(reader.object(value, path) ?? {});
  return Object.fromEntries(entries.map(([key, one]) => [key, reader.text(one, `${path}.${key}`, "III") ?? ""]));
}

type Parts = NonNullable<PayoutSnapshot["monthSoFar"]>["contributions"][string];

/** Without its own allowance a contribution was taken of all that the month has paid. */
function readParts(reader: Reader, value: unknown, path: string, all: Rupiah): Parts {
  const object = reader.record(value, path, ["allowance", "own", "employer"]) ?? {};
  const part = (key: string): Rupiah => optional(object, path, key, (one, at) => reader.amount(one, at)) ?? noRupiah;
  const allowance = object["allowance"] === undefined ? all : part("allowance");
  return { allowance, own: part("own"), employer: part("employer") };
}

function readMonth(reader: Reader, value: unknown, path: string): NonNullable<PayoutSnapshot["monthSoFar"]> {
  const object = reader.record(value, path, ["allowance", "taxed", "contributions", "tax", "recovered"]) ?? {};
  const amount = (key: string): Rupiah => optional(object, path, key, (one, at) => reader.amount(one, at)) ?? noRupiah;
  const all = amount("allowance");
  const parts = Object.entries(optional(object, path, "contributions", (one, at) => reader.object(one, at)) ?? {});
  return {
    ...{ allowance: all, taxed: object["taxed"] === undefined ? all : amount("taxed") },
    ...{ tax: amount("tax"), recovered: amount("recovered") },
    contributions: Object.fromEntries(
      parts.map(([id, one]) => [id, readParts(reader, one, `${path}.contributions.${id}`, all)]),
    ),
  };
}

/** Whose it was is often not told: then the employee has paid all of it. */
function readWithheld(reader: Reader, object: JsonObject, path: string) {
  const amount = (key: string): Rupiah | undefined => optional(object, path, key, (one, at) => reader.amount(one, at));
  const [withheld, borne] = [amount("withheld") ?? noRupiah, amount("borne") ?? noRupiah];
  const rest = borne < withheld ? rupiah(withheld - borne) : noRupiah;
  return { withheld, borne, own: amount("own") ?? rest };
}

function readYear(reader: Reader, value: unknown, path: string): PayoutSnapshot["yearSoFar"] {
  const object = reader.record(value, path, ["gross", "withheld", "own", "borne", "pension", "months"]);
  if (!object || !reader.needs(object, path, { gross: "156333600", withheld: "9080016", months: "12" }))
    return undefined;
  const months = reader.whole(object["months"], `${path}.months`) ?? 0;
  if (months < 1 || months > 12) reader.faults.add(`${path}.months`, "MONTHS");
  return {
    gross: reader.amount(object["gross"], `${path}.gross`) ?? noRupiah,
    ...readWithheld(reader, object, path),
    pension: optional(object, path, "pension", (one, at) => reader.amount(one, at)) ?? noRupiah,
    ...{ months, unknownMonths: 0 },
  };
}

function readReceivable(reader: Reader, value: unknown, path: string) {
  const object = reader.record(value, path, ["id", "label", "since", "open"]);
  if (!object || !reader.needs(object, path, { id: '"r1"', since: '"2026-05-31"', open: "250000" })) return undefined;
  const id = reader.text(object["id"], `${path}.id`, "r1") ?? "";
  return {
    id,
    label:
      optional(object, path, "label", (one, at) => reader.text(one, at, "Kelebihan bayar")) ??
      "Pengembalian kelebihan bayar",
    since: reader.day(object["since"], `${path}.since`) ?? "",
    open: reader.amount(object["open"], `${path}.open`) ?? noRupiah,
  };
}

function readCorrection(reader: Reader, value: unknown, path: string): PayoutSnapshot["due"][number] | undefined {
  const object = reader.record(value, path, ["id", "label", "period", "amount"]);
  if (!object || !reader.needs(object, path, { id: '"rapel-2026-05"', period: '"2026-05"', amount: "30604" }))
    return undefined;
  const period = reader.period(object["period"], `${path}.period`);
  return (
    period && {
      ...{ id: reader.text(object["id"], `${path}.id`) ?? "", period },
      label: optional(object, path, "label", (one, at) => reader.text(one, at, "Rapel")) ?? "Koreksi",
      amount: reader.signedAmount(object["amount"], `${path}.amount`) ?? noRupiah,
    }
  );
}

/** What is told, without the keys that are not. */
function told<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]?: Exclude<Value[Key], undefined> };
}

/** The `payout` of an input file; `due` holds its corrections only. */
export function readPayout(reader: Reader, value: unknown, path: string): PayoutInput {
  const object = reader.record(value, path, keys) ?? {};
  const read = <Value>(key: string, by: (value: unknown, path: string) => Value | undefined): Value | undefined =>
    optional(object, path, key, by);
  const amount = (key: string): Rupiah | undefined => read(key, (one, at) => reader.amount(one, at));
  const all = <Value>(key: string, by: (reader: Reader, one: unknown, at: string) => Value | undefined): Value[] =>
    read(key, (list, at) => reader.each(list, at, (one, place) => by(reader, one, place))) ?? [];
  return {
    period: read("period", (one, at) => reader.period(one, at)),
    due: all("corrections", readCorrection),
    receivables: all("receivables", readReceivable),
    ...told({
      salary: amount("salary"),
      taxedSalary: amount("taxed_salary"),
      ptkp: read("ptkp", (one, at) => reader.choice(one, at, ptkpStatuses)),
      keys: read("keys", (one, at) => readTexts(reader, one, at)),
      monthSoFar: read("month_so_far", (one, at) => readMonth(reader, one, at)),
      yearSoFar: read("year_so_far", (one, at) => readYear(reader, one, at)),
      endsTaxYear: read("ends_tax_year", (one, at) => reader.boolean(one, at)),
    }),
  };
}
