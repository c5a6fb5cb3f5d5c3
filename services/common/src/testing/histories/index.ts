import { expect, it } from "@jest/globals";
import type { Control, Play, Played } from "../simulation/played.ts";

const numberIn = (name: string): number | undefined => {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name}=${text}: must be a whole number`);
  return Number(text);
};

/** Far more than a history takes. */
const msAHistory = 200;

function reportOf({ seed, violations, world }: Played): string {
  const said = violations.map(({ check, what }) => `  ${check}: ${what}`);
  return [
    ...world.trace,
    `Seed ${seed} breaks what is promised (play it again with SIMULATION_SEED=${seed}):`,
    ...said,
  ].join("\n");
}

const count = (lines: readonly string[], text: string): number => lines.filter((line) => line.includes(text)).length;

/** Plays as many histories as the environment says and holds each to its promises; `felt` are words that must occur in what happened. */
export function allHold<Variant>(play: Play<Variant>, histories: number, felt: readonly string[]): void {
  const only = numberIn("SIMULATION_SEED");
  const total = only === undefined ? (numberIn("SIMULATION_HISTORIES") ?? histories) : 1;
  it(
    `hold in ${total} histories`,
    async () => {
      const happened = new Map(felt.map((text) => [text, 0]));
      for (let seed = only ?? 1; seed < (only ?? 1) + total; seed++) {
        const played = await play(seed);
        if (played.violations.length > 0) throw new Error(reportOf(played));
        if (only !== undefined) process.stdout.write(`${played.world.trace.join("\n")}\n`);
        for (const [text, before] of happened) happened.set(text, before + count(played.world.trace, text));
      }
      if (only === undefined) expect([...happened].filter(([, times]) => times === 0)).toEqual([]);
    },
    60_000 + total * msAHistory,
  );
}

/** A seed is one history: played again it is the same to the last step, and another seed is another one. */
export function seedsDecide<Variant>(play: Play<Variant>): void {
  it("are decided by their seed alone", async () => {
    const hashes: string[] = [];
    for (const seed of [1, 2, 1, 2]) hashes.push((await play(seed)).world.traceHash());
    expect(hashes.slice(2)).toEqual(hashes.slice(0, 2));
    expect(hashes[0]).not.toBe(hashes[1]);
  });
}

/** Each broken variant must be noticed by its checks, and no check is without one that it must notice. */
export function controlsAreNoticed<Variant>(
  play: Play<Variant>,
  { controls, checks }: { readonly controls: readonly Control<Variant>[]; readonly checks: readonly string[] },
  within: number,
): void {
  it.each(controls)(
    "notice $what",
    async ({ noticedBy, variant }) => {
      const missed = new Set(noticedBy);
      for (let seed = 1; seed <= within && missed.size > 0; seed++)
        for (const { check } of (await play(seed, variant)).violations) missed.delete(check);
      expect([...missed]).toEqual([]);
    },
    60_000 + within * msAHistory,
  );

  it("are each broken by a variant", () => {
    expect([...new Set(controls.flatMap(({ noticedBy }) => noticedBy))].sort()).toEqual(checks.toSorted());
  });
}
