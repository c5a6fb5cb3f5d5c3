import { join } from "node:path";
import { freePort } from "../../parts/ports.ts";
import { percentile } from "../../figures.ts";
import { random } from "../../demo/random.ts";
import { type Findings } from "../../invariants/finding.ts";
import { readHistory, recordHistory } from "../../invariants/history.ts";
import { openClocks } from "./clocks.ts";
import { serveFacts } from "./identity.ts";
import { judge, untilQuiet } from "./judge.ts";
import { type Links, openLinks, portsOf } from "./links.ts";
import { startLoad } from "./load.ts";
import { type RigPerson } from "./people.ts";
import { secondIngest, startProcesses } from "./processes.ts";
import { startReader } from "./reader.ts";
import { type Control, type Figure, mustBe, moreThan, type RigRow, told } from "./row.ts";
import { type Servers } from "./servers.ts";
import { openSite, type Site } from "./site.ts";
import { type LoadTotals } from "./totals.ts";
import { openValkey } from "./valkey.ts";

export interface PlayOptions {
  readonly seed: number;
  readonly isQuick: boolean;
  readonly control?: Control;
  readonly say: (line: string) => void;
}

export interface Played {
  readonly figures: readonly Figure[];
  readonly findings: Findings;
}

/** Of a build that is broken on purpose nobody waits for long: what it has lost never comes. */
const patience = (isControl: boolean) =>
  isControl ? { answersMs: 15_000, quietMs: 8_000 } : { answersMs: 90_000, quietMs: 90_000 };

export const restless = "did not come to rest";

function commonFigures(totals: LoadTotals, quietS: number | undefined): Figure[] {
  return [
    moreThan("entries acknowledged", totals.acknowledged, "entries"),
    mustBe("operations that were never answered", totals.unresolved, "operations"),
    mustBe("answers without a word about when to come again", totals.shedWithoutWord, "answers"),
    mustBe("receipts for other content than was sent", totals.otherContent, "receipts"),
    mustBe(restless, quietS === undefined ? 1 : 0, "times"),
    told("until everything acknowledged was stored", quietS ?? -1, "s"),
    told("from sending to the receipt, p50", percentile(totals.ackMs, 0.5) ?? 0, "ms"),
    told("from sending to the receipt, p99", percentile(totals.ackMs, 0.99) ?? 0, "ms"),
  ];
}

/** Plays one row on a site of its own: people append, the harm is done, everything comes to rest, the stores are judged. */
export async function playRow(servers: Servers, row: RigRow, options: PlayOptions): Promise<Played> {
  const { control, seed } = options;
  const name = [row.id.toLowerCase(), ...(control ? [control.mutant] : [])].join("-");
  const site = await openSite(servers, name);
  try {
    return await playOn(site, row, { ...options, seed });
  } finally {
    await site.close();
  }
}

/** How the processes of a row are started, broken where its control is played. */
const processesOf = (row: RigRow, control: Control | undefined) => ({
  ...row.processes?.(control?.failpoint),
  ...(control && { all: { always: { MUTANT: control.mutant } } }),
});

/** What runs beside the servers while a row is played. */
async function openRig(site: Site, row: RigRow, { control, seed }: PlayOptions) {
  const identity = await serveFacts(site);
  const ingestPort = await freePort();
  const links = row.isLinked === true ? await openLinks(site.servers, ingestPort, seed) : undefined;
  const clocks = row.hasClocks === true ? openClocks(site.dir) : undefined;
  const valkey = row.hasValkey === true ? await openValkey(site) : undefined;
  const stop = async (): Promise<void> => {
    await identity.stop();
    await links?.stop();
    await valkey?.stop();
  };
  try {
    const processes = await startProcesses({
      ...{ site, ingestPort, identityAddress: identity.address, tell: () => undefined },
      processes: processesOf(row, control),
      clockFiles: clocks?.files,
      redisUrl: valkey?.url,
      databasePorts: links && portsOf(links.database),
      brokerPorts: links && portsOf(links.broker),
    });
    const second = row.ingests === 2 ? await secondIngest(processes) : undefined;
    return {
      ...{ processes, links, clocks, second, valkey },
      stop: async () => {
        // What is held up would keep them from ending.
        for (const link of links?.all ?? []) link.set({});
        await second?.stop();
        await processes.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who appends: everybody as often as the next, or one agency so many times as often as each other. */
function crowdOf({ people }: Site, { flood = 1 }: RigRow): readonly RigPerson[] {
  const [first] = people;
  const flooding = people.filter(({ agencyId }) => agencyId === first?.agencyId);
  return [...people, ...Array.from({ length: flood - 1 }, () => flooding).flat()];
}

/** How people append: the row's pace, or the usual one. */
const paceOf = ({ perSecond = 200, mostInFlight, deadlineMs }: RigRow, control: Control | undefined) => ({
  ...{ perSecond, onlyNew: control?.onlyNew ?? false },
  ...(mostInFlight !== undefined && { mostInFlight }),
  ...(deadlineMs !== undefined && { deadlineMs }),
});

const linkOf = (links: Links | undefined, { isDirect }: RigRow): number | undefined =>
  isDirect ? undefined : links?.ingest.port;

async function playOn(site: Site, row: RigRow, options: PlayOptions): Promise<Played> {
  const { control, seed, isQuick, say } = options;
  const { answersMs, quietMs } = patience(control !== undefined);
  const chance = random(seed).fork(site.name);
  const [startedAt, historyFile] = [Date.now(), join(site.dir, "history.jsonl")];
  const history = recordHistory(historyFile);
  const rig = await openRig(site, row, options);
  const { processes, links, clocks, second, valkey } = rig;
  const ports = [linkOf(links, row) ?? processes.ingestPort, ...(second ? [second.port] : [])];
  const reader = startReader({ tls: site.tls, port: processes.queryPort, history, startedAt });
  const load = startLoad({
    ...paceOf(row, control),
    ...{ people: crowdOf(site, row), tls: site.tls, history, startedAt },
    ports: Array.from({ length: row.channels ?? 1 }, () => ports).flat(),
    chance: chance.fork("load"),
    onAnswered: reader.heard,
  });
  try {
    await load.more(100);
    const struck = {
      site,
      processes,
      load,
      chance: chance.fork("strike"),
      isQuick,
      say,
      links,
      clocks,
      second,
      valkey,
      mutant: control?.mutant,
    };
    const looks = await row.strike(struck);
    if (control === undefined) await load.more(100, 60_000);
    const totals = await load.stop(answersMs);
    const quietS = await untilQuiet(site, quietMs);
    const observed = await reader.stop();
    history.close();
    const lines = readHistory(historyFile);
    const findings = await judge(site, lines, observed);
    return { findings, figures: [...commonFigures(totals, quietS), ...(await looks({ history: lines, totals }))] };
  } finally {
    await load.stop(0);
    await reader.stop();
    await rig.stop();
    history.close();
  }
}
