import { type Activity, type Role, roles } from "../load/activity.ts";
import { percentile } from "../figures.ts";
import { statusMb } from "../load/memory.ts";
import { readAddress } from "../platform/address.ts";
import { isUp } from "../platform/start-main.ts";
import { type Platform } from "../platform/start-platform.ts";
import { type Bucket, type Heard, type Tally } from "./tally.ts";
import { type Users } from "./users.ts";

/** Started before the users are, so that it knows what was stored before them. */
interface Watched {
  readonly tally: Tally;
  readonly users: () => Pick<Users, "acknowledged" | "waiting"> | undefined;
}

/** A second of the run. */
export interface Second {
  /** Seconds since the outage began; negative before. */
  readonly at: number;
  readonly acknowledged: number;
  readonly bySpool: number;
  /** Tries of entries that were not acknowledged, by status; 0 is no answer. */
  readonly refused: Readonly<Record<string, number>>;
  /** Milliseconds until an acknowledgement; missing when there was none. */
  readonly ackMedian?: number;
  readonly ackP99?: number;
  /** Entries that phones keep since a try came to nothing. */
  readonly waiting: number;
  /** Entries that only the spool has. */
  readonly spooled: number;
  /** Acknowledged entries that are not in the database, those in the spool included. */
  readonly behind: number;
  readonly ingestMb: number;
  readonly writerMb: number;
  /** Answered, refused and the slowest good answer in milliseconds, by page. */
  readonly reads: Readonly<Record<string, Looked>>;
  /** Processes that said they are not ready, or nothing. */
  readonly unready: readonly string[];
}

export interface Looked {
  readonly answered: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly slowestMs: number;
}

interface Client {
  query(sql: string): Promise<{ rows: unknown[] }>;
  end(): Promise<void>;
}

/** Asks one number of one database; undefined while it does not answer. A lost connection is replaced. */
function openCount(url: string, sql: string): { ask(): Promise<number | undefined>; close(): Promise<void> } {
  let client: Client | undefined;
  let asking: Promise<number | undefined> | undefined;
  async function ask(): Promise<number | undefined> {
    const { openClient } = await import("@kinerja/common/postgres");
    try {
      client ??= await openClient(url, "outages", { statementTimeoutMs: 3_000 });
      const [row] = (await client.query(sql)).rows as { count: bigint }[];
      return Number(row?.count ?? 0);
    } catch {
      void client?.end().catch(() => undefined);
      client = undefined;
      return undefined;
    }
  }
  return {
    ask: () => (asking ??= ask().finally(() => (asking = undefined))),
    close: async () => client?.end().catch(() => undefined),
  };
}

const looked = ({ answered, refused, times }: Heard): Looked => ({
  answered,
  refused,
  slowestMs: Math.round(Math.max(0, ...times)),
});

const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * 10) / 10;

function heardIn({ entries, reads }: Bucket) {
  const [ackMedian, ackP99] = [0.5, 0.99].map((share) => rounded(percentile(entries.times, share)));
  return {
    acknowledged: entries.answered,
    bySpool: entries.bySpool,
    refused: entries.refused,
    ...(ackMedian !== undefined && ackP99 !== undefined && { ackMedian, ackP99 }),
    reads: Object.fromEntries(Object.entries(reads).map(([page, heard]) => [page, looked(heard)])),
  };
}

/** Each process once: the most memory that the kernel has seen, those that ended meanwhile included. */
function openPeaks(activity: Activity) {
  const peaks = new Map<string, { readonly role: Role; mb: number }>();
  return {
    look(): void {
      for (const role of ["ingest", "writer"] as const) {
        const pid = activity.of(role).pid();
        const key = `${role}/${pid}`;
        peaks.set(key, { role, mb: Math.max(peaks.get(key)?.mb ?? 0, statusMb(pid, "VmHWM")) });
      }
    },
    most: (role: Role): number => Math.max(0, ...[...peaks.values()].map((one) => (one.role === role ? one.mb : 0))),
  };
}

export interface Sampler {
  readonly seconds: readonly Second[];
  last(): Second | undefined;
  /** From now on time counts from zero. */
  begin(): void;
  now(): number;
  peakMb(role: Role): number;
  stop(): Promise<void>;
}

const services = ["gateway", "identity"] as const;

/** Looks at everything once a second until it is stopped. */
export async function startSampler(
  platform: Platform,
  activity: Activity,
  { tally, users }: Watched,
): Promise<Sampler> {
  const { withLogin } = await import("@kinerja/common/postgres");
  const { adminUrl, site } = readAddress(platform.dir);
  const database = (key: string): string => withLogin(adminUrl, `kinerja_${site}_${key}`);
  const rows = openCount(database("activity"), "select count(*) from entry");
  const spool = openCount(database("activity_spool"), "select coalesce(sum(entries), 0) as count from outbox");
  const first = (await rows.ask()) ?? 0;
  const known = { stored: 0, spooled: 0 };
  const readies = [
    ...roles.map((role) => [role, activity.operations[role]] as const),
    ...services.map((name) => [name, platform.environment(name)["HTTP_PORT"] ?? ""] as const),
  ];
  const peaks = openPeaks(activity);
  const seconds: Second[] = [];
  let zero = performance.now();
  const now = (): number => (performance.now() - zero) / 1_000;
  const take = () => ({ bucket: tally.take(), at: now(), acknowledged: users()?.acknowledged() ?? 0, waiting: users()?.waiting() ?? 0 });
  async function look({ bucket, at, acknowledged, waiting }: ReturnType<typeof take>): Promise<void> {
    const [stored, spooled, ...ready] = await Promise.all([
      rows.ask(),
      spool.ask(),
      ...readies.map(([, port]) => isUp(port, "readyz", 900)),
    ]);
    if (stored !== undefined) known.stored = stored - first;
    if (spooled !== undefined) known.spooled = spooled;
    peaks.look();
    seconds.push({
      ...{ at: Math.round(at * 10) / 10, ...heardIn(bucket), waiting, spooled: known.spooled },
      behind: Math.max(0, acknowledged - known.stored),
      ingestMb: Math.round(statusMb(activity.of("ingest").pid(), "VmRSS")),
      writerMb: Math.round(statusMb(activity.of("writer").pid(), "VmRSS")),
      unready: readies.flatMap(([name], index) => (ready[index] === true ? [] : [name])),
    });
  }
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    const taken = take();
    looking = looking.then(() => look(taken));
  }, 1_000);
  return {
    seconds,
    last: () => seconds.at(-1),
    now,
    begin: () => {
      const moved = now();
      zero += moved * 1_000;
      seconds.splice(0, seconds.length, ...seconds.map((one) => ({ ...one, at: Math.round((one.at - moved) * 10) / 10 })));
    },
    peakMb: (role) => Math.round(peaks.most(role)),
    async stop() {
      clearInterval(timer);
      await looking;
      await Promise.all([rows.close(), spool.close()]);
    },
  };
} // prettier-ignore
