import { setTimeout as sleep } from "node:timers/promises";
import { type Address } from "../platform/address.ts";
import { checkIsolation, type DemoWorld } from "./agencies.ts";
import { checkEmploymentCopy, checkOutbox, checkParked } from "./events.ts";
import { finding, together, type Finding, type Findings, type Query } from "./finding.ts";
import { readHistory } from "./history.ts";
import { checkMoney } from "./money.ts";
import { checkDays, checkLog, checkOrder } from "./log.ts";

/** What the client side saw that no store can tell. */
export interface Observed {
  /** Reads after an acknowledgement. */
  readonly looked: number;
  /** Of these: neither the entry nor "pending". */
  readonly unseen: number;
}

/** Sees everything: the administrator's address, the databases of all services. */
export interface Stores {
  readonly queries: Readonly<Record<string, Query>>;
  close(): Promise<void>;
}

export async function openStores({ adminUrl, databases, site }: Address): Promise<Stores> {
  const { openClient, withLogin } = await import("@kinerja/common/postgres");
  const clients = await Promise.all(
    Object.keys(databases).map(async (service) => {
      const database = `kinerja_${site.replaceAll("-", "_")}_${service}`;
      return [service, await openClient(withLogin(adminUrl, database), "invariants")] as const;
    }),
  );
  const query =
    (client: (typeof clients)[number][1]): Query =>
    async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await client.query(sql, [...params])).rows as Row[];
  return {
    queries: Object.fromEntries(clients.map(([service, client]) => [service, query(client)])),
    close: async () => {
      await Promise.all(clients.map(([, client]) => client.end()));
    },
  };
}

const quietLimitMs = 45_000;

/** True while an event is not told or an audit row not sealed. */
async function somethingWaits({ queries }: Stores): Promise<boolean> {
  const counts = await Promise.all(
    Object.values(queries).map((query) =>
      query<{ waits: boolean }>("select exists (select from outbox) or exists (select from audit_unsealed) as waits"),
    ),
  );
  return counts.some(([row]) => row?.waits ?? false);
}

/** True while the log holds records that the writer has not stored. */
async function writerIsBehind({ queries }: Stores, ends: readonly bigint[]): Promise<boolean> {
  const rows = await queries["activity"]?.<{ partition: number; next_offset: bigint }>(
    "select partition, next_offset from consumer_position",
  );
  const positions = new Map(rows?.map(({ partition, next_offset }) => [partition, next_offset]));
  return ends.some((end, partition) => (positions.get(partition) ?? 0n) < end);
}

/** Waits until what is on its way has arrived: entries stored, events told, audit rows sealed. What still waits then is a finding. */
export async function untilQuiet(stores: Stores, { brokers, site }: Address): Promise<void> {
  const { connectAdmin, topicName } = await import("@kinerja/common/messaging");
  const admin = await connectAdmin({ brokers, clientId: "invariants" });
  try {
    const ends = await admin.endOffsets(topicName(site, "activity", "submitted"));
    const deadline = Date.now() + quietLimitMs;
    while (((await writerIsBehind(stores, ends)) || (await somethingWaits(stores))) && Date.now() < deadline)
      await sleep(250);
  } finally {
    await admin.close();
  }
}

async function checkAudit(queries: Stores["queries"]) {
  const { verifyAudit } = await import("@kinerja/common/audit");
  const reports = await Promise.all(
    Object.entries(queries).map(async ([service, query]) => {
      const { links, unsealed, faults } = await verifyAudit({ query });
      const wrong = faults.map(({ position, fault }) => `${service}: link ${position} ${fault}`);
      if (unsealed > 0) wrong.push(`${service}: ${unsealed} rows are not sealed`);
      return finding(links, wrong);
    }),
  );
  return together(reports);
}

/** Federation is not there yet: nothing to look at. */
const notYet: Finding = { checked: 0, violations: 0, examples: [], applies: false };

/** Checks every invariant, exactly, over all stores; what does not apply says so. */
export async function checkInvariants(
  stores: Stores,
  historyFile: string,
  observed: Observed,
  world?: DemoWorld,
): Promise<Findings> {
  const { queries } = stores;
  const of = (service: string): Query => {
    const query = queries[service];
    if (query === undefined) throw new Error(`no database of ${service}`);
    return query;
  };
  const activity = of("activity");
  const { I1, I2 } = await checkLog(activity, readHistory(historyFile));
  const I5 = together([
    ...(await Promise.all(Object.entries(queries).map(([service, query]) => checkOutbox(service, query)))),
    await checkEmploymentCopy(of("identity"), activity),
    await checkParked("activity", activity),
  ]);
  return {
    I1,
    I2,
    I3: await checkDays(activity),
    I4: await checkOrder(activity),
    I5,
    I6: await checkMoney(of("allowance")),
    I7: finding(observed.looked, observed.unseen === 0 ? [] : [`${observed.unseen} own writes were not seen`]),
    I8: await checkAudit(queries),
    I9: notYet,
    I10: world === undefined ? notYet : await checkIsolation(queries, world),
  };
}
