import { setTimeout as sleep } from "node:timers/promises";
import { demoPassword } from "../demo/constants.ts";
import { type EntryJson } from "../demo/entries.ts";
import { type Recorder } from "../invariants/history.ts";
import { entryOf } from "../k6/lib/entries.ts";
import { type LoadPerson, type LoadSite } from "../k6/lib/site.ts";
import { ask, type Asked, atRate } from "../load/ask.ts";
import { type Tally } from "./tally.ts";

/** Somebody of the seeded people, with the number to sign in by. */
export interface User extends LoadPerson {
  readonly nip: string;
}

/** What somebody opens meanwhile, by the service that answers it. */
export const pages = {
  "own month (activity)": ({ period }: LoadSite) => `/v1/months/${period}`,
  "own day (activity)": ({ days }: LoadSite) => `/v1/entries?fromDate=${days.at(-1)}&toDate=${days.at(-1)}&pageSize=20`,
  "own SKP (planning)": ({ period }: LoadSite) => `/v1/skps?year=${period.slice(0, 4)}`,
  "notices (evaluation)": () => "/v1/notices/evaluation",
  "payslips (allowance)": () => "/v1/statements",
  "who am I (identity)": () => "/v1/me",
  "the application (gateway)": () => "/",
} as const satisfies Record<string, (site: LoadSite) => string>;

export const signIn = "signing in (identity)";

export interface Users {
  /** Entries that phones keep since a try came to nothing. */
  waiting(): number;
  /** Entries made and acknowledged so far. */
  made(): number;
  acknowledged(): number;
  /** No new entries and reads; resolves when what waits is acknowledged, at most so long. */
  stop(limitMs: number): Promise<void>;
}

export interface UsersOptions {
  readonly users: readonly User[];
  readonly site: LoadSite;
  readonly tally: Tally;
  readonly history: Recorder;
  readonly entriesPerSecond: number;
  readonly readsPerSecond: number;
  readonly signInsPerSecond: number;
}

interface Result {
  readonly receipt?: { readonly bodySha256: string; readonly position: string };
}

/** Entries as phones send them: who is refused, or hears nothing, keeps the entry and comes again when told. */
function openPhones({ site, tally, history }: UsersOptions) {
  const open = new Set<string>();
  const counts = { made: 0, acknowledged: 0 };
  let isOver = false;
  const note = (op: "invoke" | "ok", { personId: person, agencyId: agency }: User, id: string, sha256?: string): void =>
    history.write({ op, person, agency, id, version: 1, ...(sha256 !== undefined && { sha256 }) });
  async function once(user: User, entry: EntryJson): Promise<number | undefined> {
    const answer = await ask(`${site.ingestUrl}/v1/entries:record`, user.diaryToken, { entries: [entry] });
    const receipt = (answer.json as { results?: Result[] }).results?.[0]?.receipt;
    if (receipt === undefined) {
      tally.refusedEntry(answer.status === 200 ? 422 : answer.status);
      return answer.retryAfterS || 5;
    }
    note("ok", user, entry.id, receipt.bodySha256);
    tally.acknowledged(answer.ms, receipt.position.startsWith("spool:"));
    counts.acknowledged++;
    return undefined;
  }
  async function record(user: User): Promise<void> {
    const workDate = site.days[Math.floor(Math.random() * site.days.length)] ?? "";
    const entry = entryOf({ employmentId: user.employmentId, workDate, atMs: Date.now() + site.clockOffsetMs });
    note("invoke", user, entry.id);
    counts.made++;
    for (let after = await once(user, entry); after !== undefined; after = await once(user, entry)) {
      open.add(entry.id);
      if (isOver) return;
      // Not all in the same instant.
      await sleep(after * 1_000 * (0.8 + 0.4 * Math.random()));
    }
    open.delete(entry.id);
  }
  return {
    record,
    waiting: () => open.size,
    made: () => counts.made,
    acknowledged: () => counts.acknowledged,
    giveUp: () => (isOver = true),
  };
}

/** So few that each signs in anew before an access token ends. */
const readersAtMost = 60;

/** People who look at something, one page after another. */
function openReaders({ users, site, tally }: UsersOptions) {
  const tokens = new Map(users.map(({ nip, accessToken }) => [nip, accessToken]));
  const list = Object.entries(pages);
  const userOf = (nth: number): User => users[nth % Math.min(users.length, readersAtMost)] as User;
  async function enter({ nip }: User): Promise<void> {
    const answer = await ask(`${site.url}/v1/auth:signIn`, undefined, { nip, password: demoPassword });
    tally.read(signIn, answer.status, answer.ms);
    if (answer.status === 200) tokens.set(nip, (answer.json as { tokens: { accessToken: string } }).tokens.accessToken);
  }
  return {
    read: async (nth: number): Promise<void> => {
      const [page, pathOf] = list[nth % list.length] as (typeof list)[number];
      const user = userOf(Math.floor(nth / list.length));
      const look = (): Promise<Asked> => ask(`${site.url}${pathOf(site)}`, tokens.get(user.nip));
      const first = await look();
      // The token has ended: who can have a new one goes on as if nothing had been.
      if (first.status === 401) await enter(user);
      const answer = first.status === 401 ? await look() : first;
      tally.read(page, answer.status, answer.ms);
    },
    signIn: (nth: number): Promise<void> => enter(userOf(nth)),
  };
}

/** Starts a steady load of entries, and beside it a few who read and sign in. */
export function startUsers(options: UsersOptions): Users {
  const { users, entriesPerSecond, readsPerSecond, signInsPerSecond } = options;
  const phones = openPhones(options);
  const readers = openReaders(options);
  const stops = [
    atRate(entriesPerSecond, (nth) => phones.record(users[nth % users.length] as User)),
    atRate(readsPerSecond, readers.read),
    atRate(signInsPerSecond, readers.signIn),
  ];
  return {
    waiting: phones.waiting,
    made: phones.made,
    acknowledged: phones.acknowledged,
    async stop(limitMs) {
      for (const stop of stops) stop();
      const deadline = performance.now() + limitMs;
      while (phones.acknowledged() < phones.made() && performance.now() < deadline) await sleep(100);
      phones.giveUp();
    },
  };
}
