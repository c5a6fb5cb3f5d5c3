import { check } from "k6";
import http from "k6/http";
import { Counter, Trend } from "k6/metrics";
import { jsonOf, judge, patience, type Answer } from "./answers.ts";
import { anyDay, site, type Someone } from "./world.ts";

const readTime = new Trend("read_time", true);
const inboxTime = new Trend("inbox_time", true);
const decideTime = new Trend("decide_time", true);
const approved = new Counter("approved");

interface Seen {
  readonly entryId: string;
  readonly version: number;
}
interface Member {
  readonly personId: string;
  readonly exceptions: readonly { readonly entry: { readonly id: string; readonly version: number } }[];
  readonly clean: readonly Seen[];
}

const paramsOf = (who: Someone, name: string) =>
  ({
    headers: { authorization: `Bearer ${who.accessToken}`, "content-type": "application/json" },
    tags: { name },
    timeout: patience,
    responseType: "text",
  }) as const;

const get = (who: Someone, name: string, path: string): Answer => http.get(`${site.url}${path}`, paramsOf(who, name));

/** The own month, as the first page of the client shows it. */
export function readMonth(who: Someone): void {
  const answer = get(who, "month", `/v1/months/${site.period}`);
  if (judge(answer, "month", readTime) === "ok")
    check(answer, { "a month has days": (one) => Array.isArray((jsonOf(one) as { days: unknown }).days) });
}

/** The own entries of one day. */
export function listDay(who: Someone): void {
  const day = anyDay();
  const answer = get(who, "entries", `/v1/entries?fromDate=${day}&toDate=${day}`);
  if (judge(answer, "entries", readTime) !== "ok") return;
  const { entries } = jsonOf(answer) as { entries: { entry: { workDate: string } }[] };
  check(entries, { "only of the day": (all) => all.every(({ entry }) => entry.workDate === day) });
}

/** A superior's week. */
export function readInbox(who: Someone): readonly Member[] {
  const answer = get(who, "inbox", `/v1/team/inbox?weekStart=${site.monday}&pageSize=50`);
  if (judge(answer, "inbox", inboxTime) !== "ok") return [];
  const { members } = jsonOf(answer) as { members: Member[] };
  check(members, { "an inbox names people": (all) => all.every(({ personId }) => personId !== "") });
  return members;
}

/** What one call takes. */
const seenAtMost = 500;

/** A superior reads the inbox and lets one person's week go. */
export function approveOne(who: Someone): void {
  const open = readInbox(who).filter(({ clean, exceptions }) => clean.length + exceptions.length > 0);
  const member = open[Math.floor(Math.random() * open.length)];
  if (member === undefined) return;
  const exceptions = member.exceptions.map(({ entry }) => ({ entryId: entry.id, version: entry.version }));
  const seen = [...member.clean, ...exceptions].slice(0, seenAtMost);
  const path = `${site.url}/v1/people/${member.personId}/entries:approve`;
  const answer = http.post(path, JSON.stringify({ seen }), paramsOf(who, "approve"));
  if (judge(answer, "approve", decideTime) !== "ok") return;
  approved.add((jsonOf(answer) as { approved: number }).approved);
}
