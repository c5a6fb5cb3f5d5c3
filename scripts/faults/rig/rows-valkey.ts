import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "../../figures.ts";
import { emptyValkey } from "../empty-valkey.ts";
import { freeze } from "./harm.ts";
import { moreThan, mustBe, type Rig, type RigRow, told, under } from "./row.ts";
import { openSuperior, type Seen, storedEntries } from "./superior.ts";
import { type Valkey } from "./valkey.ts";
import { untilStoredMore } from "./watch.ts";

function valkeyOf({ valkey }: Rig): Valkey {
  if (valkey === undefined) throw new Error("the row has no Valkey");
  return valkey;
}

/** Longer than any time limit of a command to it. */
const awayMs = 8_000;
const storeLimitS = 5;

interface Meanwhile {
  readonly storedS: number;
  readonly acknowledged: number;
  readonly p50Ms: number;
  /** "" when the decision was made. */
  readonly refusal: string;
}

/** What still works while `harm` goes on. */
async function meanwhile(rig: Rig, seen: Seen, harm: () => Promise<unknown>): Promise<Meanwhile> {
  const { totals } = rig.load;
  const [acknowledged, acks] = [totals.acknowledged, totals.ackMs.length];
  const superior = openSuperior(rig);
  const harming = harm();
  await sleep(200); // what was on its way to it
  const [storedS, refusal] = await Promise.all([
    untilStoredMore(rig, storeLimitS * 1_000),
    superior.approve(seen, randomUUID()),
  ]);
  await harming;
  superior.close();
  const p50Ms = percentile(totals.ackMs.slice(acks), 0.5) ?? 0;
  return { storedS, refusal, p50Ms, acknowledged: totals.acknowledged - acknowledged };
}

/** It holds hints for open pages, and counts of the edge: nobody may wait for it. */
const valkeyAway: RigRow = {
  id: "F11",
  what: "Valkey is emptied, silent for 8 s, then killed",
  brokers: 1,
  hasValkey: true,
  async strike(rig) {
    const { url, kept } = valkeyOf(rig);
    await rig.load.more(600);
    const calmMs = percentile(rig.load.totals.ackMs, 0.5) ?? 0;
    const seen = await storedEntries(rig, 3);
    const harms = [() => emptyValkey(url), () => freeze([kept.pid()], awayMs), () => kept.kill(awayMs)];
    const all: Meanwhile[] = [];
    for (const [nth, harm] of harms.entries()) all.push(await meanwhile(rig, seen[nth] as Seen, harm));
    await kept.serving();
    const slowestMs = Math.max(...all.map(({ p50Ms }) => p50Ms));
    return () => [
      mustBe("harms", all.length, "harms", 3),
      moreThan("fewest entries acknowledged meanwhile", Math.min(...all.map((one) => one.acknowledged)), "entries"),
      under("longest until the writer stored meanwhile", Math.max(...all.map((one) => one.storedS)), "s", storeLimitS),
      mustBe("decisions refused meanwhile", all.filter(({ refusal }) => refusal !== "").length, "decisions"),
      told("receipts take longer meanwhile, p50", (100 * slowestMs) / calmMs - 100, "%"),
    ];
  },
  controls: [{ mutant: "tells-first", caughtBy: ["longest until the writer stored meanwhile"] }],
};

export const valkeyRows: readonly RigRow[] = [valkeyAway];
