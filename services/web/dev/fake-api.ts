/**
 * A double of the platform for looking at the pages: serves the built client and an API in memory that keeps the contract,
 * its failures included. Run by itself (`node dev/fake-api.ts [port]`) or from look.ts.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import {
  type DayTotal,
  type Entry,
  type EntryResult,
  type ReturnReason,
  type SeenVersion,
  type StoredEntry,
  type TeamMember,
} from "../src/api/types.ts";
import { addDays, weekdayOf } from "../src/time/dates.ts";
import { withAttendance } from "./fake/attendance.ts";
import { pageRoutes } from "./fake/index.ts";
import { calendarOf, type FakePerson, idOf, seedPeople, startMs, stored, today } from "./fake-data.ts";

/** What goes wrong on purpose. */
export interface Trouble {
  /** Answer of POST /v1/entries:record. */
  record: "ok" | "cut" | "busy" | "future";
  /** Answer of all reads. */
  read: "ok" | "down" | "pending" | "never";
  /** Answer of the superior's acts. */
  decide: "ok" | "down";
  /** Answer of PUT /v1/files. */
  upload: "ok" | "cut";
  /** The access token has ended: everything but auth answers 401. */
  expired: "no" | "access" | "session";
}

export interface Fake {
  readonly url: string;
  readonly trouble: Trouble;
  readonly people: readonly FakePerson[];
  /** Calls so far, "POST /v1/entries:record". */
  readonly calls: string[];
  close: () => void;
}

export interface Call {
  readonly person: FakePerson;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  /** The body as it came. */
  readonly bytes: Buffer;
  readonly parts: readonly string[];
}

export type Handle = (call: Call) => Answer;

/** Answers by "GET /v1/plans/*"; a star stands for one part of the path. */
export type FakeRoutes = Readonly<Record<string, Handle>>;

export type Answer = {
  readonly status: number;
  readonly body: object;
  readonly headers?: Record<string, string>;
  /** A file instead of the body. */
  readonly file?: Buffer;
};

export const ok = (body: object): Answer => ({ status: 200, body });
export const problem = (status: number, code: string, detail: string, more: object = {}): Answer => ({
  status,
  body: {
    type: `/problems/${code}`,
    title: detail,
    status,
    code,
    detail,
    instance: "4bf92f3577b34da6a3ce929d0e8f2c41",
    ...more,
  },
});

const securityPolicy =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
const dist = join(import.meta.dirname, "..", "dist");
async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const file = extname(path) === "" ? "/index.html" : normalize(path);
  try {
    const bytes = await readFile(join(dist, file));
    response.writeHead(200, {
      "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
      "content-security-policy": securityPolicy,
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function jsonOf(request: IncomingMessage, bytes: Buffer): Record<string, unknown> {
  const isJson = request.headers["content-type"]?.includes("json") === true;
  return isJson && bytes.length > 0 ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {};
}

let offset = 100;

function recordOne(person: FakePerson, entry: Entry, isFuture: boolean): EntryResult {
  const { id, version } = entry;
  if (isFuture || entry.workDate > today) {
    return { id, version, refusal: { code: "WORK_DATE_IN_FUTURE", pointer: "/workDate", params: { date: today } } };
  }
  const known = person.entries.get(id);
  const bodySha256 = createHash("sha256").update(JSON.stringify(entry)).digest("hex");
  if (known === undefined || known.entry.version < version) {
    person.entries.set(id, { ...stored(entry), bodySha256, approvedVersion: known?.approvedVersion ?? 0 });
  }
  offset += 1;
  return {
    id,
    version,
    receipt: { bodySha256, position: `3:${String(offset)}`, acceptedAt: new Date(startMs).toISOString() },
  };
}

/** The file of a day comes on the next one. */
const present = (workDate: string): DayTotal => ({
  ...{ workDate, minutes: 0, entries: 0, attendance: "" },
  ...(workDate < today && {
    ...{ attendance: "HADIR", checkIn: "07:28", checkOut: "16:02", lateMinutes: 0 },
    attendanceAt: "2026-11-19T01:00:00Z",
  }),
});

function monthOf(person: FakePerson, period: string) {
  const { entries } = person;
  const days = new Map<string, DayTotal>();
  for (const { entry, minutes } of entries.values()) {
    if (!entry.workDate.startsWith(period) || entry.cancelled === true) continue;
    const day = days.get(entry.workDate) ?? present(entry.workDate);
    days.set(entry.workDate, { ...day, minutes: day.minutes + minutes, entries: day.entries + 1 });
  }
  if (period === "2026-11") {
    const late = { ...present("2026-11-12"), ...days.get("2026-11-12"), attendance: "TERLAMBAT", checkIn: "07:43" };
    days.set(late.workDate, { ...late, lateMinutes: 13 });
    if (!days.has("2026-11-13"))
      days.set("2026-11-13", { ...present("2026-11-13"), attendance: "CUTI_TAHUNAN", checkIn: "", checkOut: "" });
  }
  return { days: withAttendance(person, period, [...days.values()]), state: "OPEN", deadline: "2026-12-03T16:00:00Z" };
}

function memberOf(person: FakePerson, weekStart: string): TeamMember {
  const weekEnd = addDays(weekStart, 6);
  const week = [...person.entries.values()].filter(
    ({ entry }) => entry.workDate >= weekStart && entry.workDate <= weekEnd,
  );
  const open = week.filter(({ state }) => state === "OPEN");
  const clean = open.filter(({ flags }) => flags.length === 0);
  const missingDates = [];
  for (let day = weekStart; day < today && day <= weekEnd; day = addDays(day, 1)) {
    if (weekdayOf(day) <= 5 && !week.some(({ entry }) => entry.workDate === day)) missingDates.push(day);
  }
  return {
    personId: person.me.personId,
    exceptions: open.filter(({ flags }) => flags.length > 0),
    clean: clean.map(({ entry }) => ({ entryId: entry.id, version: entry.version })),
    cleanMinutes: clean.reduce((sum, { minutes }) => sum + minutes, 0),
    missingDates,
    approved: week.filter(({ state }) => state === "APPROVED").length,
    escalated: person.me.personId === idOf(0, 5),
    locked: 0,
    readOnly: false,
  };
}

/** Applies a decision to what was seen; what changed since is named. */
function decide(person: FakePerson, seen: readonly SeenVersion[], change: (copy: StoredEntry) => StoredEntry) {
  const changedEntryIds: string[] = [];
  let done = 0;
  for (const { entryId, version } of seen) {
    const copy = person.entries.get(entryId);
    if (copy?.entry.version === version) {
      person.entries.set(entryId, change(copy));
      done += 1;
    } else changedEntryIds.push(entryId);
  }
  return { done, changedEntryIds };
}

const newestFirst = (left: StoredEntry, right: StoredEntry): number =>
  right.entry.workDate.localeCompare(left.entry.workDate) ||
  (right.entry.startsAt ?? "").localeCompare(left.entry.startsAt ?? "");

function historyOf({ entries, conflicts: twins }: FakePerson, id: string) {
  const copy = entries.get(id);
  const conflicts = twins.get(id) ?? [];
  const conflictsAcceptedAt = conflicts.map(() => "2026-11-18T07:41:00Z");
  return { versions: copy ? [copy] : [], conflicts, conflictsAcceptedAt };
}

function routesOf(people: readonly FakePerson[], trouble: Trouble) {
  const find = (personId: unknown, fallback: FakePerson): FakePerson =>
    people.find(({ me }) => me.personId === personId) ?? fallback;
  const pending = () => trouble.read === "pending";
  /** What came while reads lag behind is in no answer until they have caught up. */
  const unread = new Set<string>();
  return {
    "GET /v1/me": ({ person }: Call) => ok(person.me),
    "GET /v1/calendar/*": ({ parts }: Call) => ok(calendarOf(parts[2] ?? "")),
    "GET /v1/months/*": ({ person, parts, query }: Call) =>
      ok({ ...monthOf(find(query.get("personId"), person), parts[2] ?? ""), pending: pending() && query.has("after") }),
    "GET /v1/plans/*": () => ok({ items: [], results: [], skpId: "", state: "UNSPECIFIED" }),
    "GET /v1/entries": ({ person, query }: Call) => {
      const [from, to] = [query.get("fromDate") ?? "", query.get("toDate") ?? ""];
      const entries = [...find(query.get("personId"), person).entries.values()]
        .filter(({ entry: { id, workDate } }) => workDate >= from && workDate <= to && !(pending() && unread.has(id)))
        .sort(newestFirst);
      return ok({ entries, nextPageToken: "", pending: pending() && query.has("after") });
    },
    "GET /v1/entries/*/history": ({ person, parts }: Call) => ok(historyOf(person, parts[2] ?? "")),
    "GET /v1/team/inbox": ({ person, query }: Call) => {
      const members = people
        .filter((member) => member !== person)
        .map((member) => memberOf(member, query.get("weekStart") ?? ""));
      members.sort((left, right) => right.exceptions.length - left.exceptions.length);
      return ok({ members, nextPageToken: "" });
    },
    "POST /v1/people:lookup": ({ body }: Call) => {
      const asked = new Set(body["personIds"] as string[]);
      const found = people.filter(({ me }) => asked.has(me.personId));
      return ok({
        people: found.map(({ me: { personId, name, nipSuffix, employments } }) => ({
          personId,
          name,
          nipSuffix,
          positionName: employments[0]?.positionName ?? "",
          unitName: employments[0]?.unitName ?? "",
        })),
      });
    },
    "POST /v1/people/*/entries:approve": ({ person, parts, body }: Call) => {
      const { done, changedEntryIds } = decide(find(parts[2], person), body["seen"] as SeenVersion[], (copy) => ({
        ...copy,
        state: "APPROVED",
        flags: [],
        approvedVersion: copy.entry.version,
      }));
      return ok({ approved: done, changedEntryIds });
    },
    "POST /v1/people/*/entries:return": ({ person, parts, body }: Call) => {
      const { done, changedEntryIds } = decide(find(parts[2], person), body["seen"] as SeenVersion[], (copy) => ({
        ...copy,
        state: "RETURNED",
        returnReason: body["reason"] as ReturnReason,
        returnNote: typeof body["note"] === "string" ? body["note"] : "",
      }));
      return ok({ returned: done, changedEntryIds });
    },
    "POST /v1/entries:record": ({ person, body }: Call) => {
      if (pending()) for (const { id } of body["entries"] as Entry[]) unread.add(id);
      return trouble.record === "busy"
        ? { ...problem(503, "INGEST_OVERLOADED", "Layanan sedang penuh."), headers: { "retry-after": "30" } }
        : ok({
            results: (body["entries"] as Entry[]).map((entry) => recordOne(person, entry, trouble.record === "future")),
          });
    },
  };
}

function signIn(people: readonly FakePerson[], body: Record<string, unknown>): Answer {
  const person = people.find(({ nip }) => nip === body["nip"]);
  if (body["password"] === "lambat") {
    const slow = problem(429, "SIGN_IN_SLOW_DOWN", "Terlalu banyak percobaan. Tunggu sebentar.");
    return { ...slow, headers: { "retry-after": "8" } };
  }
  const password = body["password"] ?? body["newPassword"];
  if (body["newPassword"] === "password12345") {
    const detail = "Kata sandi ini terlalu sering dipakai orang. Pilih yang lain.";
    return problem(400, "PASSWORD_WEAK", detail, {
      errors: [{ pointer: "/newPassword", code: "PASSWORD_WEAK", detail }],
    });
  }
  if (!person || password === "salah") return problem(401, "SIGN_IN_FAILED", "NIP atau kata sandi tidak cocok.");
  return {
    ...ok({ tokens: {} }),
    headers: { "set-cookie": `person=${person.me.personId}; Path=/; HttpOnly; SameSite=Strict` },
  };
}

const isRead = (method: string | undefined, path: string): boolean => method === "GET" || path.endsWith(":lookup");

const isCut = ({ record, upload }: Trouble, path: string): boolean =>
  (record === "cut" && path === "/v1/entries:record") || (upload === "cut" && path === "/v1/files");

function troubleOf(trouble: Trouble, method: string | undefined, path: string): Answer | "cut" | undefined {
  if (trouble.expired !== "no" && !path.startsWith("/v1/auth:"))
    return problem(401, "TOKEN_EXPIRED", "Sesi perlu diperbarui.");
  if (trouble.read === "down" && isRead(method, path) && path !== "/v1/me")
    return problem(503, "UNAVAILABLE", "Layanan terganggu.");
  if (trouble.decide === "down" && path.startsWith("/v1/people/"))
    return problem(503, "UNAVAILABLE", "Layanan terganggu.");
  return isCut(trouble, path) ? "cut" : undefined;
}

export async function startFake(port = 0): Promise<Fake> {
  const people = seedPeople();
  const trouble: Trouble = { record: "ok", read: "ok", decide: "ok", upload: "ok", expired: "no" };
  const calls: string[] = [];
  const routes = Object.entries<Handle>({ ...routesOf(people, trouble), ...pageRoutes(people) });
  const startedAt = Date.now();

  function answerAuth(path: string, body: Record<string, unknown>): Answer {
    if (path === "/v1/auth:signIn" || path === "/v1/auth:activate") return signIn(people, body);
    if (path === "/v1/auth:refresh") {
      if (trouble.expired === "session") return problem(401, "SESSION_ENDED", "Sesi berakhir.");
      trouble.expired = "no";
      return ok({ tokens: {} });
    }
    return { ...ok({}), headers: { "set-cookie": "person=; Path=/; Max-Age=0" } };
  }

  async function answer(request: IncomingMessage, url: URL): Promise<Answer | "cut"> {
    const bytes = await bytesOf(request);
    const body = jsonOf(request, bytes);
    const path = url.pathname;
    if (path.startsWith("/v1/auth:")) return answerAuth(path, body);
    if (path === "/v1/auth/keys" && trouble.read !== "down") return ok({ keys: [] });
    const person = people.find(({ me }) => request.headers.cookie?.includes(`person=${me.personId}`));
    if (!person) return problem(401, "NOT_SIGNED_IN", "Masuk dahulu.");
    const wrong = troubleOf(trouble, request.method, path);
    if (wrong !== undefined) return wrong;
    const parts = path.split("/").slice(1);
    for (const [route, handle] of routes) {
      const pattern = new RegExp(`^${route.replaceAll("*", "[^/]+")}$`);
      if (pattern.test(`${request.method ?? ""} ${path}`))
        return handle({ person, query: url.searchParams, body, bytes, parts });
    }
    return problem(404, "NOT_FOUND", "Tidak ada.");
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://local");
    response.setHeader("date", new Date(startMs + Date.now() - startedAt).toUTCString());
    if (!url.pathname.startsWith("/v1/")) return serveFile(url.pathname, response);
    calls.push(`${request.method ?? ""} ${url.pathname}`);
    if (trouble.read === "never" && isRead(request.method, url.pathname) && url.pathname !== "/v1/me") return;
    const answered = await answer(request, url);
    if (answered === "cut") {
      request.socket.destroy();
      return;
    }
    const type = answered.status < 400 ? "application/json" : "application/problem+json";
    response.writeHead(answered.status, { "content-type": type, "cache-control": "no-store", ...answered.headers });
    response.end(answered.file ?? JSON.stringify(answered.body));
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((thrown: unknown) => {
      console.error(thrown);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  const listening = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${String(listening)}`,
    trouble,
    people,
    calls,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const { url, people } = await startFake(Number(process.argv[2] ?? 0));
  console.log(`${url}  (any password but "salah" and "lambat")`);
  for (const { me, nip } of people.slice(0, 2)) console.log(`${nip}  ${me.name}`);
}
