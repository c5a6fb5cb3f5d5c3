import { isDay, parseUuid } from "@kinerja/common/kernel";
import { type Consumption } from "@kinerja/common/messaging";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";
import { SkpState } from "@kinerja/proto/planning/v1/planning_service";

import { followCopy, type FollowOptions } from "./follow-copy.ts";

/** A later state replaces an earlier one with all its items, whatever the order they come in. */
const upsert = `insert into plan_copy as c (skp_id, version, agency_id, person_id, is_set, valid_from, valid_to, item_ids, told_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9)
  on conflict (skp_id) do update set version = excluded.version, agency_id = excluded.agency_id, person_id = excluded.person_id,
    is_set = excluded.is_set, valid_from = excluded.valid_from, valid_to = excluded.valid_to, item_ids = excluded.item_ids,
    told_at = excluded.told_at
  where c.version < excluded.version`;

/** While a newer version is written, the setting before it holds. */
function readEvent(value: Buffer): unknown[] {
  const { meta, skp, months, holding } = SkpChanged.decode(value);
  if (meta?.time === undefined || skp === undefined) throw new Error("meta, time or skp");
  const standing = holding ?? skp;
  if (!isDay(standing.validFrom) || !isDay(standing.validTo)) throw new Error("validity");
  const items = months.flatMap((month) => month.items.flatMap(({ itemId }) => itemId ?? []));
  return [
    parseUuid(skp.skpId),
    meta.version,
    parseUuid(skp.agencyId),
    parseUuid(skp.personId),
    holding !== undefined || skp.state === SkpState.SET,
    standing.validFrom,
    standing.validTo,
    items.map((id) => parseUuid(id)),
    meta.time,
  ];
}

/** Keeps the copy of plans up to date, by which entries that name no item of their person's plan are flagged. */
export const followPlans = (options: FollowOptions): Promise<Consumption> =>
  followCopy({ consumer: "activity-plans", readEvent, personAt: 3, upsert }, options);
