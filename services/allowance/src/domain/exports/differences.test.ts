import { describe, expect, it } from "@jest/globals";
import { array, assert, bigInt, constantFrom, property, record } from "fast-check";

import { nipOf } from "../../testing/export-rows.ts";
import { type Difference, differences, differenceText } from "./differences.ts";
import { type PaidRow } from "./read-rows.ts";

const row = (n: number, net: bigint, cut = 0n): PaidRow => ({
  nip: nipOf(n),
  name: `PEGAWAI ${n + 1}`,
  amounts: { cut, net },
});
const columns = ["cut", "net"];
const told = (ours: readonly PaidRow[], theirs: readonly PaidRow[], language: "id" | "en"): string[] =>
  differences(ours, theirs, columns).map((difference) => differenceText(difference, language));

describe("two files of a batch", () => {
  it("with the same rows in another order have no difference", () =>
    expect(differences([row(0, 5n), row(1, 6n)], [row(1, 6n), row(0, 5n)], columns)).toEqual([]));

  it("that differ say for each person who has what, in order of the NIP", () => {
    const ours = [row(3, 9n), row(0, 9_851_765n, 44_235n), row(1, 10n)];
    const theirs = [row(2, 7n), row(0, 9_851_665n, 44_335n), row(1, 4n), row(1, 6n)];
    expect(differences(ours, theirs, columns).map(({ kind, nip }) => [kind, nip])).toEqual([
      ["amount", nipOf(0)],
      ["amount", nipOf(0)],
      ["twice", nipOf(1)],
      ["only-theirs", nipOf(2)],
      ["only-ours", nipOf(3)],
    ]);
    expect(told(ours, theirs, "id")).toEqual([
      "PEGAWAI 1 (NIP …901): potongan di berkas kita Rp44.235, di berkas mereka Rp44.335; berkas kita kurang Rp100.",
      "PEGAWAI 1 (NIP …901): neto di berkas kita Rp9.851.765, di berkas mereka Rp9.851.665; berkas kita lebih Rp100.",
      "PEGAWAI 2 (NIP …902) ada 2 kali di berkas mereka; jumlahnya yang dibandingkan.",
      "PEGAWAI 3 (NIP …903) hanya ada di berkas mereka: potongan Rp0, neto Rp7.",
      "PEGAWAI 4 (NIP …904) hanya ada di berkas kita: potongan Rp0, neto Rp9.",
    ]);
    expect(told(ours, theirs, "en")).toEqual([
      "PEGAWAI 1 (NIP …901): cut is Rp44,235 in our file and Rp44,335 in theirs; ours is Rp100 less.",
      "PEGAWAI 1 (NIP …901): net is Rp9,851,765 in our file and Rp9,851,665 in theirs; ours is Rp100 more.",
      "PEGAWAI 2 (NIP …902) stands 2 times in their file; the sum was compared.",
      "PEGAWAI 3 (NIP …903) is in their file only: cut Rp0, net Rp7.",
      "PEGAWAI 4 (NIP …904) is in our file only: cut Rp0, net Rp9.",
    ]);
  });

  it("name who stands twice in ours, columns without words of their own, nameless people and negative amounts", () => {
    const nameless = { nip: nipOf(0), name: "", amounts: { bulog: -1_000n } };
    const found = differences([nameless, nameless], [nameless], ["bulog"]);
    expect(found.map((difference) => differenceText(difference, "id"))).toEqual([
      "NIP …901 ada 2 kali di berkas kita; jumlahnya yang dibandingkan.",
      "NIP …901: bulog di berkas kita -Rp2.000, di berkas mereka -Rp1.000; berkas kita kurang Rp1.000.",
    ]);
    expect(differenceText(found[0]!, "en")).toBe("NIP …901 stands 2 times in our file; the sum was compared.");
    const bare: Difference = { kind: "only-ours", nip: nipOf(0), name: "A", amounts: {} };
    expect(differenceText(bare, "en")).toBe("A (NIP …901) is in our file only.");
  });

  it("count a column that only one of them has", () =>
    expect(differences([row(0, 5n)], [{ ...row(0, 5n), amounts: { net: 5n } }], ["gross", "net"])).toEqual([]));

  const anyFile = array(
    record({ nip: constantFrom(nipOf(0), nipOf(1), nipOf(2)), net: bigInt({ min: 0n, max: 3n }) }),
    { maxLength: 4 },
  ).map((rows) => rows.map(({ nip, net }) => ({ nip, name: "", amounts: { net } })));

  it("are compared both ways alike, and a file with itself only says who stands twice", () => {
    assert(
      property(anyFile, anyFile, (ours, theirs) => {
        const [there, back] = [differences(ours, theirs, ["net"]), differences(theirs, ours, ["net"])];
        expect(back).toHaveLength(there.length);
        expect(differences(ours, ours, ["net"]).every(({ kind }) => kind === "twice")).toBe(true);
        const sum = (rows: readonly PaidRow[]) =>
          rows.reduce((total, { amounts }) => total + (amounts["net"] ?? 0n), 0n);
        if (there.length === 0) expect(sum(ours)).toBe(sum(theirs));
      }),
    );
  });
});
