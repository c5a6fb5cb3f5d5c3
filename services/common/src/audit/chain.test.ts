import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { type AuditText, type ChainLink, genesis, linkHash, verifyChain } from "./chain.ts";

function chainOf(rows: readonly AuditText[]): ChainLink[] {
  let previous: Uint8Array = genesis;
  return rows.map((row, index) => {
    const link = { position: BigInt(index + 1), prevHash: previous, entryHash: linkHash(previous, row), row };
    previous = link.entryHash;
    return link;
  });
}

const row = fc.array(fc.option(fc.string(), { nil: null }), { minLength: 10, maxLength: 10 });
const rows = fc.array(row, { minLength: 2, maxLength: 20 });
const pick = fc.nat({ max: 1_000 });

describe("the audit chain", () => {
  it("holds when nothing was touched", () =>
    fc.assert(fc.property(rows, (texts) => expect(verifyChain(chainOf(texts))).toEqual([]))));

  it("names the row that was changed", () =>
    fc.assert(
      fc.property(rows, pick, (texts, at) => {
        const links = chainOf(texts);
        const victim = links[at % links.length]!;
        const changed = links.map((link) =>
          link === victim ? { ...link, row: [...(link.row ?? []).slice(0, 9), "forged"] } : link,
        );
        fc.pre(victim.row?.[9] !== "forged");
        expect(verifyChain(changed)).toEqual([{ position: victim.position, fault: "ROW_CHANGED" }]);
      }),
    ));

  it("names the row that is gone", () =>
    fc.assert(
      fc.property(rows, pick, (texts, at) => {
        const links = chainOf(texts);
        const victim = links[at % links.length]!;
        const changed = links.map((link) => (link === victim ? { ...link, row: null } : link));
        expect(verifyChain(changed)).toEqual([{ position: victim.position, fault: "ROW_MISSING" }]);
      }),
    ));

  it("breaks where a link was taken out or two were swapped", () =>
    fc.assert(
      fc.property(rows, pick, (texts, at) => {
        const links = chainOf(texts);
        const index = at % (links.length - 1);
        const without = links.toSpliced(index, 1);
        expect(verifyChain(without)[0]?.fault).toBe("CHAIN_BROKEN");
        const swapped = links.with(index, links[index + 1]!).with(index + 1, links[index]!);
        expect(verifyChain(swapped).length).toBeGreaterThan(0);
      }),
    ));

  it("breaks when a forged row was hashed again without the rest", () => {
    const links = chainOf([["a"], ["b"], ["c"]]);
    const second = links[1]!;
    const forged = { ...second, row: ["x"], entryHash: linkHash(second.prevHash, ["x"]) };
    expect(verifyChain(links.with(1, forged))).toEqual([{ position: 3n, fault: "CHAIN_BROKEN" }]);
  });
});
