import { setTimeout as sleep } from "node:timers/promises";
import { type Deciding, decisionsAtRest, startDeciding } from "./deciding.ts";
import { type Pair } from "./pair.ts";
import { type Looks, moreThan, mustBe, type Rig, type RigRow, told, under } from "./row.ts";
import { untilStoredMore } from "./watch.ts";

function pairOf({ site }: Rig): Pair {
  const { pair } = site.servers;
  if (pair === undefined) throw new Error("PostgreSQL has no standby in this row");
  return pair;
}

const pidsOf = ({ processes }: Rig): number[] =>
  (["ingest", "writer", "query"] as const).map((main) => processes.of(main).pid());

const since = (started: number): number => (performance.now() - started) / 1_000;

/** Answers that were on their way when something was cut. */
const onTheWayMs = 300;
const recoveryLimitS = 30;

/** Waits until entries are stored and decisions acknowledged once more; both in seconds from the start given. */
async function untilBoth(rig: Rig, deciding: Deciding, started: number): Promise<[number, number]> {
  const decided = deciding.more(1).then(() => since(started));
  const stored = untilStoredMore(rig, 60_000).then(() => since(started));
  return Promise.all([decided, stored]);
}

/** While a superior decides, too. */
const whileDeciding =
  (work: (rig: Rig, pair: Pair, deciding: Deciding) => Promise<Looks>) =>
  async (rig: Rig): Promise<Looks> => {
    const deciding = startDeciding(rig);
    const pair = pairOf(rig);
    try {
      await pair.follow();
      await Promise.all([rig.load.more(400), deciding.more(20)]);
      const looks = await work(rig, pair, deciding);
      await deciding.more(20);
      await deciding.stop();
      return async (rest) => {
        const { lost, twice } = await decisionsAtRest(rig, deciding);
        return [
          ...(await looks(rest)),
          moreThan("decisions acknowledged", deciding.acknowledged.length, "decisions"),
          mustBe("decisions acknowledged and lost", lost, "decisions"),
          mustBe("decisions made twice", twice, "decisions"),
        ];
      };
    } finally {
      await deciding.stop();
      await pair.alone();
    }
  };

const failover: RigRow = {
  id: "F9",
  what: "PostgreSQL is killed with all its processes for good, the standby takes its place",
  brokers: 1,
  mayHaveStandby: true,
  strike: whileDeciding(async (rig, pair, deciding) => {
    const [{ load }, pids] = [rig, pidsOf(rig)];
    // What is committed now by one server alone is lost with it: nobody may have been told of it.
    pair.link().set({ drop: true });
    await sleep(onTheWayMs);
    const heard = deciding.acknowledged.length;
    await sleep(1_000);
    const alone = deciding.acknowledged.length - heard;
    const [started, before] = [performance.now(), load.totals.acknowledged];
    await pair.loseLeader();
    await pair.promote();
    const promotedS = since(started);
    const [decidedS, storedS] = await untilBoth(rig, deciding, started);
    const meanwhile = load.totals.acknowledged - before;
    const restarted = pidsOf(rig).filter((pid) => !pids.includes(pid)).length;
    return () => [
      mustBe("processes of the service that were started again", restarted, "processes"),
      mustBe("decisions acknowledged that the standby had not heard of", alone, "decisions"),
      told("until the standby led", promotedS, "s"),
      under("until a decision was acknowledged again", decidedS, "s", recoveryLimitS),
      under("until the writer stored again", storedS, "s", recoveryLimitS),
      moreThan("entries acknowledged until then", meanwhile, "entries"),
      told("tries to decide that had no answer or a refusal", deciding.misses, "tries"),
    ];
  }),
  controls: [{ mutant: "content-with-one-disk", caughtBy: ["decisions acknowledged and lost"] }],
};

const standbyLost: RigRow = {
  id: "F10",
  what: "the standby of PostgreSQL is lost, and comes back",
  brokers: 1,
  mayHaveStandby: true,
  strike: whileDeciding(async (rig, pair, deciding) => {
    const { load, isQuick, mutant } = rig;
    await pair.loseStandby();
    await sleep(onTheWayMs);
    const before = { decided: deciding.acknowledged.length, entries: load.totals.acknowledged };
    // Longer than any statement may take; a broken build needs no patience.
    await sleep(isQuick || mutant !== undefined ? 5_000 : 25_000);
    const decided = deciding.acknowledged.length - before.decided;
    const entries = load.totals.acknowledged - before.entries;
    const started = performance.now();
    await pair.standbyBack();
    const [decidedS, storedS] = await untilBoth(rig, deciding, started);
    return () => [
      mustBe("decisions acknowledged while it was away", decided, "decisions"),
      moreThan("entries acknowledged while it was away", entries, "entries"),
      under("from its start until a decision was acknowledged", decidedS, "s", recoveryLimitS),
      under("from its start until the writer stored again", storedS, "s", recoveryLimitS),
    ];
  }),
  controls: [{ mutant: "content-with-one-disk", caughtBy: ["decisions acknowledged while it was away"] }],
};

export const standbyRows: readonly RigRow[] = [failover, standbyLost];
