import { type Client } from "./client.ts";
import { withShownName } from "./shown-name.ts";
import {
  type Calendar,
  type Entry,
  type EntryHistory,
  type EntryPage,
  type EntryResult,
  type Me,
  type Month,
  type PersonName,
  type PlanItem,
  type ReturnReason,
  type SeenVersion,
  type StoredEntry,
  type Task,
  type TeamMember,
} from "./types.ts";

export interface EntryRange {
  readonly fromDate: string;
  readonly toDate: string;
  readonly personId?: string;
  readonly after?: string;
}

export interface Changed {
  readonly changedEntryIds: readonly string[];
}

/** Lists are read whole, but never without an end. */
const pageLimit = 10;
const namesLimit = 200;

/** The calls of the contract that this client makes. */
export type Api = ReturnType<typeof createApi>;

/** Tasks of a superior, and files of evidence. */
const workCalls = (client: Client, newKey: () => string) => ({
  /** Own tasks that are not done yet. */
  openTasks: async () => {
    const query = { state: "ASSIGNED", pageSize: 200 };
    return (await client.get<{ tasks: Task[] }>("/v1/tasks", { query })).tasks;
  },
  finishTask: async ({ taskId, version }: Task, note: string) => {
    const body = { expectedVersion: version, ...(note === "" ? {} : { note }) };
    const headers = { "idempotency-key": newKey() };
    return (await client.post<{ task: Task }>(`/v1/tasks/${taskId}:finish`, body, { headers })).task;
  },
  /** A file of evidence of an entry, of the caller or of somebody whose entries the caller may read. */
  evidence: (entryId: string, fileId: string, personId?: string) =>
    client.download(`/v1/entries/${entryId}/evidence/${fileId}`, { query: { personId } }),
});

/** Whose month, the own one when missing; and the place in the log that must be in it. */
type MonthQuery = Readonly<Partial<Record<"personId" | "after", string | undefined>>>;

export function createApi(client: Client, newKey: () => string) {
  const auth = { isAuth: true, timeoutMs: 20_000 };
  const command = (path: string, body: object) =>
    client.post<Changed & { approved?: number; returned?: number }>(path, body, {
      headers: { "idempotency-key": newKey() },
    });

  async function entries({ fromDate, toDate, personId, after }: EntryRange): Promise<EntryPage> {
    const found: StoredEntry[] = [];
    let pageToken = "";
    let pending = false;
    for (let page = 0; page < pageLimit; page += 1) {
      const query = { fromDate, toDate, personId, after, pageSize: 200, pageToken };
      const answer = await client.get<EntryPage>("/v1/entries", { query });
      found.push(...answer.entries);
      pending ||= answer.pending;
      pageToken = answer.nextPageToken;
      if (pageToken === "") break;
    }
    return { entries: found, nextPageToken: pageToken, pending };
  }

  async function inbox(weekStart: string): Promise<TeamMember[]> {
    const found: TeamMember[] = [];
    let pageToken = "";
    for (let page = 0; page < pageLimit; page += 1) {
      const query = { weekStart, pageSize: 50, pageToken };
      const answer = await client.get<{ members: TeamMember[]; nextPageToken: string }>("/v1/team/inbox", { query });
      found.push(...answer.members);
      pageToken = answer.nextPageToken;
      if (pageToken === "") break;
    }
    return found;
  }

  async function names(personIds: readonly string[]): Promise<ReadonlyMap<string, PersonName>> {
    const found = new Map<string, PersonName>();
    for (let from = 0; from < personIds.length; from += namesLimit) {
      const body = { personIds: personIds.slice(from, from + namesLimit) };
      const answer = await client.post<{ people: PersonName[] }>("/v1/people:lookup", body);
      for (const person of answer.people) found.set(person.personId, withShownName(person));
    }
    return found;
  }

  return {
    ...workCalls(client, newKey),
    entries,
    inbox,
    names,
    me: async () => withShownName(await client.get<Me>("/v1/me")),
    signIn: (nip: string, password: string, deviceName: string) =>
      client.post("/v1/auth:signIn", { nip, password, deviceName }, auth),
    activate: (nip: string, code: string, newPassword: string, deviceName: string) =>
      client.post("/v1/auth:activate", { nip, code, newPassword, deviceName }, auth),
    signOut: () => client.post("/v1/auth:signOut", {}),
    calendar: (period: string, employmentId?: string) =>
      client.get<Calendar>(`/v1/calendar/${period}`, { query: { employmentId } }),
    month: (period: string, query: MonthQuery = {}) => client.get<Month>(`/v1/months/${period}`, { query }),
    plan: async (period: string) => (await client.get<{ items: PlanItem[] }>(`/v1/plans/${period}`)).items,
    history: (entryId: string) => client.get<EntryHistory>(`/v1/entries/${entryId}/history`),
    record: (toSend: readonly Entry[]) =>
      client.post<{ results: EntryResult[] }>("/v1/entries:record", { entries: toSend }, { timeoutMs: 20_000 }),
    approve: async (personId: string, seen: readonly SeenVersion[]) => {
      const { approved, changedEntryIds } = await command(`/v1/people/${personId}/entries:approve`, { seen });
      return { done: approved ?? 0, changedEntryIds };
    },
    return: async (personId: string, seen: readonly SeenVersion[], reason: ReturnReason, note: string) => {
      const body = { seen, reason, ...(note === "" ? {} : { note }) };
      const { returned, changedEntryIds } = await command(`/v1/people/${personId}/entries:return`, body);
      return { done: returned ?? 0, changedEntryIds };
    },
  };
}
