import { type LogTable, readStored } from "./archive.ts";
import { finding, type Finding, type Query } from "./finding.ts";
import { type HistoryLine, type SentLine } from "./history.ts";

type Key = string;
const keyOf = (person: string, id: string, version: number): Key => `${person}/${id}/${version}`;

interface Stored {
  readonly person_id: string;
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

/** The hash is taken anew from the stored bytes: it is the content that must be there, beside the hash that was kept of it. */
const sha256 = "case when sha256(body) = body_sha256 then encode(body_sha256, 'hex') else 'damaged' end as sha256";
const versionsIn = (_table: LogTable, source: string): string =>
  `select person_id, id, version, ${sha256} from ${source}`;

/**
 * I1: what was acknowledged is stored with the acknowledged content, in the database or in the archive's folder, whose weeks are what was taken out.
 * I2: what is stored was asked for.
 */
export async function checkLog(
  query: Query,
  history: Iterable<HistoryLine>,
  archiveFolder?: string,
): Promise<{ I1: Finding; I2: Finding }> {
  const { rows, weeks, broken, isUnread } = await readStored<Stored>(query, versionsIn, archiveFolder);
  const hashes = new Map<Key, Set<string>>();
  for (const { person_id, id, version, sha256 } of rows) {
    const key = keyOf(person_id, id, version);
    hashes.set(key, (hashes.get(key) ?? new Set()).add(sha256));
  }
  const sent = new Map<Key, Sent>();
  const lost: string[] = [];
  let acknowledged = 0;
  for (const line of history) {
    if (line.op === "read") continue;
    const { op, person, id, version, sha256 = "" } = line;
    const key = keyOf(person, id, version);
    note(sent, key, line);
    if (op !== "ok") continue;
    acknowledged++;
    if (!hashes.get(key)?.has(sha256) && !isUnread(id))
      lost.push(`${key} was acknowledged as ${sha256} and is not stored so`);
  }
  const invented = [...hashes].flatMap(([key, stored]) => inventionIn(key, stored, sent.get(key)) ?? []);
  return { I1: finding(acknowledged + weeks, [...broken, ...lost]), I2: finding(hashes.size, invented) };
}

/** What clients know of a version: which contents they sent, where they say so, and how it was answered. */
interface Sent {
  readonly contents: Set<string>;
  namesAll: boolean;
  isAcknowledged: boolean;
  isRefused: boolean;
}

function note(sent: Map<Key, Sent>, key: Key, { op, sha256 }: SentLine): void {
  const known = sent.get(key) ?? { contents: new Set(), namesAll: true, isAcknowledged: false, isRefused: false };
  sent.set(key, known);
  if (op === "invoke" && sha256 === undefined) known.namesAll = false;
  if (op === "invoke" && sha256 !== undefined) known.contents.add(sha256);
  known.isAcknowledged ||= op === "ok";
  known.isRefused ||= op === "fail";
}

/** A word too much, another content, or what was refused: nobody who sent it expects it there. */
function inventionIn(key: Key, stored: ReadonlySet<string>, sent: Sent | undefined): string | undefined {
  if (sent === undefined) return `${key} is stored and was never sent`;
  if (sent.isRefused && !sent.isAcknowledged) return `${key} is stored and was refused`;
  const strange = sent.namesAll ? [...stored].find((content) => !sent.contents.has(content)) : undefined;
  return strange === undefined ? undefined : `${key} is stored as ${strange}, which nobody sent`;
}
