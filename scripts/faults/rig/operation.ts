import { createHash } from "node:crypto";
import { uuidV7 } from "@kinerja/common/kernel";
import { Entry, EntryKind, RecordEntriesRequest } from "@kinerja/proto/activity/v1/ingest_service";
import { type Random } from "../../demo/random.ts";
import { type RigPerson } from "./people.ts";

/** One version of one entry, as the client holds it until it is acknowledged. */
export interface Sendable {
  readonly id: string;
  readonly version: number;
  readonly entry: Entry;
  /** The client's own hash of its bytes: the receipt must name the same. */
  readonly sha256: string;
}

/** What one request carries. */
export interface Operation {
  readonly person: RigPerson;
  readonly kind: "new" | "double" | "edit" | "malformed";
  readonly sendables: readonly Sendable[];
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function sendable(entry: Entry): Sendable {
  const { id, version } = entry;
  return { id, version, entry, sha256: createHash("sha256").update(Entry.encode(entry).finish()).digest("hex") };
}

/** All entries of a run are of one day, in the west: a run over midnight splits nobody's reads. */
export const workDateOf = (startedAt: number): string => new Date(startedAt).toISOString().slice(0, 10);
const futureDate = (startedAt: number): string => workDateOf(startedAt + 30 * 86_400_000);

const words = ["Supervisi rantai dingin vaksin", "Rapat koordinasi", "Verifikasi berkas layanan", "Laporan kunjungan"];

/** One entry with a time of its own, as a phone makes it whose clock says so. */
export function entryAt(
  person: RigPerson,
  { id, workDate, deviceTimeMs }: { readonly id: string; readonly workDate: string; readonly deviceTimeMs: number },
): Operation {
  const entry = Entry.fromPartial({
    ...{ id, version: 1, workDate, employmentId: person.employmentId, kind: EntryKind.PLANNED, minutes: 5 },
    ...{ description: "Kunjungan lapangan", deviceTime: new Date(deviceTimeMs) },
  });
  return { person, kind: "new", sendables: [sendable(entry)] };
}

/** Draws operations: 5 % send again what was acknowledged, 2 % change it, 1 % can never be accepted. */
export function operations(people: readonly RigPerson[], chance: Random, startedAt: number, onlyNew = false) {
  const acknowledged: { readonly person: RigPerson; readonly sendable: Sendable }[] = [];
  const draft = (person: RigPerson, id: string, version: number, workDate = workDateOf(startedAt)): Sendable => {
    const start = chance.int(0, 1_380);
    return sendable(
      Entry.fromPartial({
        ...{ id, version, workDate, employmentId: person.employmentId, kind: EntryKind.PLANNED },
        description: `${chance.pick(words)} ${chance.int(1, 999)}`,
        startsAt: clockTime(start),
        endsAt: clockTime(start + chance.int(1, 50)),
      }),
    );
  };
  const fresh = (person: RigPerson): Sendable => draft(person, uuidV7(Date.now()), 1);
  const some = (person: RigPerson): Operation => ({
    ...{ person, kind: "new" },
    sendables: Array.from({ length: chance.int(1, 3) }, () => fresh(person)),
  });
  return {
    next(): Operation {
      const [dice, person] = [chance.next(), chance.pick(people)];
      const known = acknowledged.length > 0 ? chance.pick(acknowledged) : undefined;
      if (onlyNew) return some(person);
      if (dice < 0.05 && known) return { person: known.person, kind: "double", sendables: [known.sendable] };
      if (dice < 0.07 && known) {
        const { id, version } = known.sendable;
        return { person: known.person, kind: "edit", sendables: [draft(known.person, id, version + 1)] };
      }
      if (dice < 0.08) {
        const never = draft(person, uuidV7(Date.now()), 1, futureDate(startedAt));
        return { person, kind: "malformed", sendables: [never] };
      }
      return some(person);
    },
    /** What may be sent again or changed from now on. Who changes an entry twice at once would make twins of one version. */
    keep({ person, kind, sendables }: Operation): void {
      if (kind === "new") for (const one of sendables) acknowledged.push({ person, sendable: one });
    },
  };
}

export const requestOf = ({ sendables }: Operation): Buffer =>
  Buffer.from(RecordEntriesRequest.encode({ entries: sendables.map(({ entry }) => entry) }).finish());
