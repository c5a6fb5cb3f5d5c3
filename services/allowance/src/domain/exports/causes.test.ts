import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { causeOf, type KnownPerson } from "./causes.ts";
import { type Difference } from "./differences.ts";

const who = { nip: "198703142011012901", name: "ANI" };
const known: KnownPerson = { personId: "p", amounts: { gross: 1_000n, net: 900n, amount: 800n }, unpaid: undefined };
const amount = (ours: bigint, theirs: bigint): Difference => ({ ...who, kind: "amount", column: "net", ours, theirs });
const day = "2026-10-05" as Day;
const number = { of: "account", digits: "0000000901" } as const;
const unpaid = (batch: number, reason?: string): KnownPerson => ({
  ...known,
  amounts: undefined,
  unpaid: { batch, reason },
});

describe("why two files may differ", () => {
  it.each([
    [amount(900n, 1_000n), known, "bruto"],
    [amount(800n, 900n), known, "neto"],
    [amount(900n, 800n), known, "dibayarkan"],
    [amount(900n, 0n), known, "kosong"],
    [amount(900n, 895n), known, "pembulatan"],
    [amount(900n, -900n), known, "tandanya"],
    [amount(900n, 850n), known, undefined],
    [amount(900n, 850n), undefined, undefined],
    [{ ...who, kind: "only-ours", amounts: {} }, known, "pegawai baru"],
    [{ ...who, kind: "only-theirs", amounts: {} }, undefined, "Tidak ada dalam proses"],
    [{ ...who, kind: "only-theirs", amounts: {} }, unpaid(2), "kelompok 2"],
    [{ ...who, kind: "only-theirs", amounts: {} }, unpaid(1, "Sengketa"), "Sengketa"],
    [{ ...who, kind: "only-theirs", amounts: {}, day }, known, "harinya tidak ada"],
    [{ ...who, kind: "only-theirs", amounts: {}, day }, unpaid(2), "kelompok 2"],
    [{ ...who, kind: "only-ours", amounts: {}, day }, known, undefined],
    [{ ...who, kind: "only-ours", amounts: {}, number }, known, "nomornya lain"],
    [{ ...who, nip: "", kind: "only-theirs", amounts: {}, number }, undefined, "nomornya berubah"],
    [{ ...amount(2n, 4n), column: "hours" }, known, undefined],
    [{ ...who, kind: "twice", side: "theirs", count: 2 }, known, "dibayar sekali"],
  ] as const)("%#: %p", (difference, person, says) => {
    const found = causeOf(difference, person);
    if (says === undefined) expect(found).toBeUndefined();
    else expect(found?.id).toContain(says);
    expect(found?.en === undefined).toBe(says === undefined);
  });
});
