import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { finding, together, type Finding } from "./finding.ts";
import { strangeMarker, type Markers } from "./isolation.ts";
import { factOf, type FactRecord, type Facts } from "./records.ts";

/** I10, logs: no text of any agency stands in a log line. */
export function checkLogs(logs: string, words: readonly string[]): Finding {
  const files = readdirSync(logs).filter((name) => name.endsWith(".log"));
  const wrong = files.flatMap((name) => {
    const text = readFileSync(join(logs, name), "utf8");
    return words.filter((word) => text.includes(word)).map((word) => `${name} holds "${word}"`);
  });
  return finding(files.length, wrong);
}

/** A piece of Kafka and the agency that it belongs to; empty for what belongs to none, such as a person. */
interface Piece {
  readonly where: string;
  readonly agencyId: string;
  /** Who did it may be of another agency: an officer who stands in. */
  readonly actor: string;
  readonly text: string;
}

const log = "activity.submitted";

/** Markers and numbers are plain letters and digits: they stand in the bytes as they are. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The log has many people in one record. Whoever has worked for two agencies writes about both. */
async function entriesIn(facts: Facts, markers: Markers): Promise<Piece[]> {
  const { SubmittedBatch } = await import("@kinerja/proto/activity/v1/activity_events");
  const { uuidFromBytes } = await import("@kinerja/common/kernel");
  return factOf(facts, log).records.flatMap(({ partition, offset, value }) =>
    (value === null ? [] : SubmittedBatch.decode(value).items)
      .filter(({ personId }) => markers.agencyOf.has(uuidFromBytes(personId)))
      .map(({ agencyId, entry }) => ({
        ...{ where: `${log} ${partition}:${offset}`, actor: "" },
        ...{ agencyId: uuidFromBytes(agencyId), text: textOf(entry) },
      })),
  );
}

async function statesIn(facts: Facts): Promise<Piece[]> {
  const { PersonChanged } = await import("@kinerja/proto/identity/v1/identity_events");
  const pieceOf =
    (fact: string) =>
    ({ partition, offset, key, value }: FactRecord): Piece => {
      // Field 1 of every fact is its EventMeta.
      const { agencyId = "", actor = "" } = (value === null ? undefined : PersonChanged.decode(value).meta) ?? {};
      return { where: `${fact} ${partition}:${offset}`, agencyId, actor, text: key + textOf(value ?? Buffer.alloc(0)) };
    };
  return [...facts].flatMap(([fact, { records }]) => (fact === log ? [] : records.map(pieceOf(fact))));
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const digits = /\d{18,}/g;

/** What belongs to no agency may still speak of one, never of two. */
function ownerOf({ agencyId, text }: Piece, markers: Markers): string {
  if (agencyId !== "") return agencyId;
  return text.match(uuid)?.flatMap((id) => markers.agencyOf.get(id) ?? [])[0] ?? "";
}

/** At any place within a longer number. */
const holdsNip = (text: string, nips: ReadonlySet<string>): boolean =>
  (text.match(digits) ?? []).some((run) =>
    Array.from({ length: run.length - 17 }, (_, from) => run.slice(from, from + 18)).some((number) => nips.has(number)),
  );

function faultIn(piece: Piece, markers: Markers, nips: ReadonlySet<string>): string | undefined {
  const strange = strangeMarker(piece.text, markers, [ownerOf(piece, markers)], piece.actor);
  if (strange !== undefined) return `${piece.where} shows ${strange}`;
  return holdsNip(piece.text, nips) ? `${piece.where} holds a NIP` : undefined;
}

/** I10, events: a record of one agency holds no marker of another one, and none holds the number of a person. */
export async function checkFactTexts(facts: Facts, markers: Markers, nips: ReadonlySet<string>): Promise<Finding> {
  const looks = [await entriesIn(facts, markers), await statesIn(facts)].map((pieces) =>
    finding(
      pieces.length,
      pieces.flatMap((piece) => faultIn(piece, markers, nips) ?? []),
    ),
  );
  return together(looks);
}
