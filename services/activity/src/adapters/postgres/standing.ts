import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { flagBit } from "../../domain/flags.ts";
import { type ListedEntry } from "../../domain/listing.ts";
import { undecidedBehind } from "../../domain/standing.ts";
import { type Version } from "../../domain/version.ts";
import { replacedOf } from "./entries.ts";
import { keyText } from "./versions.ts";

/** As listed, with what decides which version stands. */
export type Decidable = ListedEntry & { readonly returnedVersion: number };

/** Versions of entries before the current ones, by `keyText`. */
export const versionsBefore = (
  db: Db,
  entries: readonly ListedEntry[],
  partitions: number,
): Promise<Map<string, Version[]>> =>
  replacedOf(
    db,
    entries.map(({ personId, id }) => ({ bucket: partitionFor(personId, partitions), personId, id })),
  );

const inPlaceOf = ({ personId, id, ...late }: Decidable, standing: Version): ListedEntry => ({
  personId,
  id,
  version: standing.version,
  agencyId: standing.agencyId,
  employmentId: standing.employmentId,
  workDate: standing.workDate,
  starts: standing.starts,
  ends: standing.ends,
  minutes: standing.minutes,
  planItemId: standing.planItemId,
  taskId: standing.taskId,
  textHash: standing.textHash,
  acceptedAt: standing.acceptedAt,
  zone: standing.zone,
  state: "open",
  flags: (late.flags & flagBit.TOO_MANY) | (standing.sessionEnded ? flagBit.SESSION_ENDED : 0),
  approvedVersion: late.approvedVersion,
  lateVersion: late.version,
});

/** Puts in the place of late versions those that stand and wait behind them. Late ones are few. */
export async function standInPlace(db: Db, entries: readonly Decidable[], partitions: number): Promise<ListedEntry[]> {
  const isLate = ({ flags }: ListedEntry): boolean => (flags & flagBit.LATE) !== 0;
  const before = await versionsBefore(db, entries.filter(isLate), partitions);
  return entries.map((entry) => {
    const { version, state } = entry;
    const others = before.get(keyText(entry)) ?? [];
    const waiting = undecidedBehind({
      ...entry,
      current: { version, late: true, cancelled: state === "cancelled" },
      others,
    });
    const standing = others.find((other) => other.version === waiting);
    return standing === undefined ? entry : inPlaceOf(entry, standing);
  });
}
