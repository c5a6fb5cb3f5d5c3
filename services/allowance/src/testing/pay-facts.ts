import { addDays, type Day, lastDay, parseDay, periodOf } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type FactKind, factKinds, kinds, specOf } from "../domain/facts/kinds.ts";
import { readContent } from "../domain/facts/read-content.ts";
import { type Authority, type FactRow } from "../domain/facts/row.ts";
import { agency, person } from "./month.ts";

export const personId = person(1);

/** The n-th row's id. */
export const factId = (n: number): string => `00000004-0000-8000-8000-${String(n).padStart(12, "0")}`;

/** What a row of each kind can say, without its time. */
export const examples: Readonly<Record<FactKind, Readonly<Record<string, string>>>> = {
  LEAVE: { kind: "cuti_sakit" },
  SANCTION: { kind: "teguran_lisan", decree: "SK 1" },
  CLASS_DEMOTION: { kind: "penurunan_jabatan", class: "6", decree: "SK 2" },
  CLASS: { class: "8", decree: "SK 3" },
  ACTING: { kind: "plt", class: "11", level: "one_below", post: "Kepala Bagian", decree: "SK 4" },
  STUDY: { kind: "tugas_belajar", decree: "SK 5" },
  EXCLUSION: { kind: "tanpa_jabatan" },
  OUTAGE: { items: "missed_in missed_out" },
  ANNUAL_PREDICATE: { predicate: "butuh_perbaikan" },
  SCORE: { code: "perilaku", value: "95.5" },
  LIST_ITEM: { code: "merokok", count: "2" },
  AMOUNT: { code: "tpp_basic", rupiah: "8757600" },
  KEY: { code: "kelompok_unit", value: "A" },
  SPAN: { code: "rencana_aksi", kind: "tidak_menyampaikan" },
  SALARY: { gaji_pokok: "4000000", tunjangan_keluarga: "560000", tunjangan_profesi: "100000", decree: "SK 6" },
  TAX_STATUS: { ptkp: "K/1" },
  OUTSIDE_INCOME: { employer: "PT Contoh", gross: "12000000", tax: "600000" },
};

/** Words of the kind's own columns for a time that begins on a day. */
export function timeOf(kind: FactKind, from: Day, to?: Day): Record<string, string> {
  const { time } = kinds[kind];
  if (time === "year") return { year: from.slice(0, 4) };
  if (time === "months") return { from_month: from.slice(0, 7), ...(to !== undefined && { to_month: to.slice(0, 7) }) };
  return { from, ...(to !== undefined && { to }) };
}

/** A confirmed word of a person about person 1, or what else is said of it. */
export function fact(
  kind: FactKind,
  [from, to]: readonly [from: string, to?: string | undefined],
  more: Partial<FactRow> & { readonly fields?: Readonly<Record<string, string>> } = {},
): FactRow {
  const { fields, ...row } = more;
  const time = timeOf(kind, parseDay(from), to === undefined ? undefined : parseDay(to));
  const { content, faults } = readContent(kind, { ...examples[kind], ...time, ...fields });
  if (!content) throw new Error(`the example is wrong: ${JSON.stringify(faults)}`);
  return {
    ...content,
    ...{ id: factId(1), agencyId: agency(1), personId: kind === "OUTAGE" ? undefined : personId, unitId: undefined },
    ...{ withdraws: false, authority: "human", reason: "surat", fileId: undefined, line: undefined },
    ...{ recordedBy: person(901), recordedAt: 1_000, state: "CONFIRMED", decidedBy: person(902), decidedAt: 2_000 },
    ...{ replaces: undefined, supersededAt: undefined },
    ...row,
  };
}

/** Near each other more often than not, since rows that never meet try nothing. */
const day = fc.oneof(
  fc.integer({ min: 0, max: 900 }).map((days) => addDays(parseDay("2024-06-01"), days)),
  ...[1, 2].map(() => fc.integer({ min: 0, max: 60 }).map((days) => addDays(parseDay("2026-06-01"), days))),
);
const authority = fc.constantFrom<Authority>("automatic", "import", "human");
const words: Readonly<Partial<Record<FactKind, readonly Readonly<Record<string, string>>[]>>> = {
  LEAVE: [{ kind: "cuti_sakit" }, { kind: "cuti_besar" }],
  SANCTION: [{ decree: "SK 1" }, { decree: "sk  1", kind: "teguran_tertulis" }, { decree: "SK 9" }],
  CLASS_DEMOTION: [{ class: "6" }, { class: "7" }],
  SCORE: [{ value: "1" }, { value: "2" }, { unit: "point" }],
  LIST_ITEM: [{ count: "1" }, { count: "3" }, { unit: "day" }],
  SALARY: [{ gaji_pokok: "1" }, { gaji_pokok: "2" }],
};

const someOf = (some: readonly FactKind[]) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...some),
      from: day,
      length: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }),
      word: fc.nat(2),
      authority,
      recordedAt: fc.integer({ min: 1, max: 9 }).map((hundred) => hundred * 100),
      wait: fc.integer({ min: 1, max: 500 }),
      state: fc.constantFrom<FactRow["state"]>("CONFIRMED", "CONFIRMED", "CONFIRMED", "PROPOSED", "REJECTED"),
    }),
    { maxLength: 14 },
  );

function endOf(kind: FactKind, from: Day, length: number | undefined): Day | undefined {
  const { ends, inMonth } = specOf(kind);
  if (length === undefined && !ends) return undefined;
  const to = addDays(from, length ?? 1);
  return inMonth && periodOf(to) !== periodOf(from) ? lastDay(periodOf(from)) : to;
}

/** Rows of person 1 and of the agency, not ended, of few kinds at once, around 2025 and 2026. */
export const someFacts: fc.Arbitrary<FactRow[]> = fc
  .oneof(fc.constant(factKinds), fc.subarray([...factKinds], { minLength: 1, maxLength: 2 }))
  .chain(someOf)
  .map((all) =>
    all.map(({ kind, from, length, word, wait, ...said }, index) => {
      const to = endOf(kind, from, length);
      const decided = said.state === "PROPOSED" ? undefined : said.recordedAt + wait;
      return fact(kind, [from, to], {
        ...said,
        ...{ id: factId(index + 1), decidedAt: decided, decidedBy: decided === undefined ? undefined : person(902) },
        fields: words[kind]?.[word] ?? {},
      });
    }),
  );
