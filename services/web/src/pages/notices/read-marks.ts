import { type Client } from "../../api/client.ts";
import { readLocal, writeLocal } from "../../state/local.ts";
import { listNotices } from "./calls.ts";
import { type Notice } from "./notice.ts";

/** What was read on this device, by person; the API keeps no such state. */
const nameOf = (personId: string): string => `notices.${personId}`;

/** Told to the bell when something was read. */
export const readEvent = "kinerja:notices-read";

export function readIds(personId: string): ReadonlySet<string> {
  const stored = readLocal(nameOf(personId));
  return new Set(Array.isArray(stored) ? stored.filter((id): id is string => typeof id === "string") : []);
}

export const isUnread = (read: ReadonlySet<string>, { noticeId }: Notice): boolean => !read.has(noticeId);

/** Everything that is shown counts as read. What the services no longer tell is forgotten, unless a service is silent. */
export function markRead(personId: string, notices: readonly Notice[], isWhole: boolean): void {
  const shown = notices.map(({ noticeId }) => noticeId);
  writeLocal(nameOf(personId), isWhole ? shown : [...new Set([...readIds(personId), ...shown])]);
  dispatchEvent(new Event(readEvent));
}

export async function countUnread(client: Client, personId: string): Promise<number> {
  const { notices } = await listNotices(client);
  const read = readIds(personId);
  return notices.filter((notice) => isUnread(read, notice)).length;
}
