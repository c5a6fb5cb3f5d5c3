import { parseUuid } from "@kinerja/common/kernel";
import { type Consumption } from "@kinerja/common/messaging";
import { RelationKind } from "@kinerja/proto/identity/v1/directory_service";
import { RelationChanged } from "@kinerja/proto/identity/v1/identity_events";

import { followCopy, type FollowOptions } from "./follow-copy.ts";

const upsert = `insert into relation_copy as c (id, version, agency_id, person_id, other_person_id, kind, valid_from, valid_to)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (id) do update set version = excluded.version, agency_id = excluded.agency_id, person_id = excluded.person_id,
    other_person_id = excluded.other_person_id, kind = excluded.kind, valid_from = excluded.valid_from, valid_to = excluded.valid_to
  where c.version < excluded.version`;

const kinds: Readonly<Partial<Record<RelationKind, string>>> = {
  [RelationKind.SUPERIOR]: "SUPERIOR",
  [RelationKind.ACTING]: "ACTING",
  [RelationKind.TEAM_LEAD]: "TEAM_LEAD",
};

function readEvent(value: Buffer): unknown[] {
  const { meta, personId, otherPersonId, kind, validFrom, validTo } = RelationChanged.decode(value);
  const known = kinds[kind];
  if (meta === undefined || known === undefined) throw new Error("meta or kind");
  const [id, agency, person, other] = [meta.aggregateId, meta.agencyId, personId, otherPersonId].map((text) =>
    parseUuid(text),
  );
  return [id, meta.version, agency, person, other, known, validFrom, validTo || null];
}

/** Keeps the copy of relations up to date: who should decide on somebody's entries, and who is above. */
export const followRelations = (options: FollowOptions): Promise<Consumption> =>
  followCopy({ consumer: "activity-relations", readEvent, personAt: 3, upsert }, options);
