import { setTimeout as sleep } from "node:timers/promises";
import { linksOf } from "./links.ts";
import { moreThan, mustBe, type Rig, type RigRow, told, under } from "./row.ts";
import { type LoadTotals } from "./totals.ts";
import { asking } from "./watch.ts";

/** Entries a second, and how many times as many come. */
const [usual, times] = [60, 20];
/** Less than so many is no reason to go into the spool: ingest waits for the log for 2 s. */
const logLatencyMs = 1_200;
const [quickMs, fullMs] = [15_000, 60_000];
/** Ingest answers in 5 s, whatever it is; the rest is what a busy machine needs. */
const answerLimitS = 6;

/** Of a hundred tries of people of these agencies, those that were put off. */
function putOff({ heardByAgency, shedByAgency }: LoadTotals, agencies: readonly string[]): number {
  const sum = (counts: ReadonlyMap<string, number>): number =>
    agencies.reduce((total, agency) => total + (counts.get(agency) ?? 0), 0);
  const shed = sum(shedByAgency);
  return (100 * shed) / Math.max(1, shed + sum(heardByAgency));
}

/** Somebody who reads all the while: how many answers came, and how long the slowest one took. */
function readThrough(rig: Rig) {
  const reader = asking(rig);
  let [isOver, answered, slowestS] = [false, 0, 0];
  const run = async (): Promise<void> => {
    while (!isOver) {
      const { seconds, isAnswered } = await reader.once();
      slowestS = Math.max(slowestS, seconds);
      if (isAnswered) answered++;
    }
  };
  const running = run();
  return async () => {
    isOver = true;
    await running;
    reader.close();
    return { answered, slowestS };
  };
}

/** Who is put off knows for certain that nothing was taken; of whom ingest can't say that, it says that too. Nobody waits in vain. */
const rush: RigRow = {
  id: "F30",
  what: "twenty times as many entries as usual, nearly all of one agency, and a log that is slow at once",
  brokers: 1,
  isLinked: true,
  isDirect: true,
  perSecond: usual,
  channels: 8,
  flood: 60,
  mostInFlight: 2_000,
  deadlineMs: 20_000,
  async strike(rig) {
    const { load, site, isQuick } = rig;
    const { broker } = linksOf(rig);
    const before = { ...load.totals };
    broker.ingest.set({ latencyMs: logLatencyMs }, "up");
    load.setRate(usual * times);
    const reads = readThrough(rig);
    await sleep(isQuick ? quickMs : fullMs);
    const acknowledged = load.totals.acknowledged - before.acknowledged;
    load.setRate(usual);
    broker.ingest.set({});
    const { answered, slowestS } = await reads();
    return ({ totals }) => {
      const agencies = [...new Set(site.people.map(({ agencyId }) => agencyId))];
      return [
        moreThan("entries acknowledged meanwhile", acknowledged, "entries"),
        moreThan("tries that were put off, and not taken for certain", totals.shed - before.shed, "tries"),
        mustBe("tries that nobody answered", totals.unknown - totals.undecided, "tries"),
        mustBe("tries of which ingest did not know whether they were taken", totals.undecided, "tries"),
        under("longest wait of a try for its answer", totals.slowestTryMs / 1_000, "s", answerLimitS),
        told("of the agency that floods, put off", putOff(totals, agencies.slice(0, 1)), "%"),
        under("of the others, put off", putOff(totals, agencies.slice(1)), "%", 10),
        moreThan("questions answered meanwhile", answered, "questions"),
        under("slowest answer to a question", slowestS, "s", 10),
      ];
    };
  },
  controls: [
    {
      mutant: "never-sheds",
      caughtBy: ["longest wait of a try for its answer", "tries that were put off, and not taken for certain"],
    },
    { mutant: "one-lane", caughtBy: ["of the others, put off"] },
  ],
};

export const rushRows: readonly RigRow[] = [rush];
