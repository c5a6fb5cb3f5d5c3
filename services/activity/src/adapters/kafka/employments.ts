import { parseUuid } from "@kinerja/common/kernel";
import { type Consumption } from "@kinerja/common/messaging";
import { Zone } from "@kinerja/proto/identity/v1/directory_service";
import { EmploymentChanged } from "@kinerja/proto/identity/v1/identity_events";

import { followCopy, type FollowOptions } from "./follow-copy.ts";

const zones: Readonly<Partial<Record<Zone, number>>> = { [Zone.WIB]: 1, [Zone.WITA]: 2, [Zone.WIT]: 3 };

/** A later state replaces an earlier one, whatever the order they come in; rows that were copied without their unit get it from the same state. */
const upsert = `insert into employment_copy as c (id, version, agency_id, person_id, zone, valid_from, valid_to, main, unit_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (id) do update set version = excluded.version, agency_id = excluded.agency_id, person_id = excluded.person_id,
    zone = excluded.zone, valid_from = excluded.valid_from, valid_to = excluded.valid_to, main = excluded.main,
    unit_id = excluded.unit_id
  where c.version < excluded.version or (c.version = excluded.version and c.unit_id is null)`;

function readEvent(value: Buffer): unknown[] {
  const { meta, employment } = EmploymentChanged.decode(value);
  const zone = employment && zones[employment.zone];
  if (meta === undefined || employment === undefined || zone === undefined) throw new Error("meta, employment or zone");
  const { employmentId, agencyId, personId, unitId } = employment;
  const [id, agency, person, unit] = [employmentId, agencyId, personId, unitId].map((text) => parseUuid(text));
  const { validFrom, validTo, primary } = employment;
  return [id, meta.version, agency, person, zone, validFrom, validTo || null, primary, unit];
}

/** Keeps the copy of employments up to date, by which entries on days without a valid employment are flagged. */
export const followEmployments = (options: FollowOptions): Promise<Consumption> =>
  followCopy({ consumer: "activity-employments", readEvent, personAt: 3, upsert }, options);
