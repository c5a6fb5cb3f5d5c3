import { nipSuffix, type PersonId } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type ListedPerson, type NameView, type PeopleQuery } from "../../app/directory.ts";
import { fullName, sortName } from "../../domain/directory.ts";
import { type Today } from "../../domain/validity.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { employmentColumns, employmentJoins, type EmploymentRow, holds, toEmployment, todayParams } from "./views.ts";

export const nameColumns = `p.id as p_id, p.name, p.title_before, p.title_after, p.nip_encrypted, p.nip_key_version`;

export type NameRow = {
  p_id: string;
  name: string;
  title_before: string;
  title_after: string;
  nip_encrypted: Buffer;
  nip_key_version: number;
  position_name: string | null;
  unit_name: string | null;
};

export const toName = (row: NameRow, vault: NipVault): NameView => ({
  personId: row.p_id as PersonId,
  name: fullName({ name: row.name, titleBefore: row.title_before, titleAfter: row.title_after }),
  nipSuffix: nipSuffix(vault.open({ encrypted: row.nip_encrypted, keyVersion: row.nip_key_version }, row.p_id)),
  positionName: row.position_name ?? "",
  unitName: row.unit_name ?? "",
});

/** Names with the main place of the day, where the scope shows it. */
export async function namesOf(tx: Db, people: readonly PersonId[], today: Today, vault: NipVault): Promise<NameView[]> {
  const rows = await tx.query<NameRow>(
    `select ${nameColumns}, place.position_name, place.unit_name
     from person p left join lateral (
       select po.name as position_name, u.name as unit_name from employment e ${employmentJoins}
       where e.person_id = p.id and ${holds("e")} order by e.main desc limit 1) place on true
     where p.id = any($4::uuid[])`,
    [...todayParams(today), people],
  );
  return rows.map((row) => toName(row, vault));
}

/** Who assesses the person of `e` in that agency on the day; who acts comes first. */
const superiorOf = `select r.other_person_id from relation r where r.person_id = e.person_id and r.agency_id = e.agency_id
  and r.kind in ('SUPERIOR', 'ACTING') and ${holds("r")} order by r.kind, r.valid_from desc limit 1`;

/** A page of an agency by name, whatever the size of the agency: the index gives the page, and only the page is joined. */
export async function listPeople(tx: Db, query: PeopleQuery, vault: NipVault): Promise<ListedPerson[]> {
  const prefix = query.namePrefix === undefined ? null : sortName(query.namePrefix);
  const rows = await tx.query<NameRow & EmploymentRow & { activated: boolean; superior_id: PersonId | null }>(
    `with recursive below as (
       select id from unit where id = $5 union all select u.id from unit u join below on u.parent_id = below.id),
     page as (
       select e.* from employment e where e.agency_id = $4 and ${holds("e")}
         and ($5::uuid is null or e.unit_id in (select id from below))
         and ($6::text is null or (e.sort_name >= $6 and e.sort_name < $6 || chr(1114111)))
         and ($9::boolean is null or $9 = exists (select from credential where credential.person_id = e.person_id))
         and ($10::boolean is null or $10 = exists (${superiorOf}))
         and ($7::uuid is null or (e.sort_name, e.person_id, e.id) > (select sort_name, person_id, id from employment where id = $7))
       order by e.sort_name, e.person_id, e.id limit $8)
     select ${nameColumns}, ${employmentColumns}, c.person_id is not null as activated, (${superiorOf}) as superior_id
     from page e ${employmentJoins} join person p on p.id = e.person_id left join credential c on c.person_id = p.id
     order by e.sort_name, e.person_id, e.id`,
    [
      ...todayParams(query.today),
      ...[query.agencyId, query.unitId ?? null, prefix, query.after ?? null, query.limit],
      ...[query.activated ?? null, query.hasSuperior ?? null],
    ],
  );
  return rows.map((row) => ({
    person: toName(row, vault),
    employment: toEmployment(row),
    activated: row.activated,
    superiorId: row.superior_id ?? undefined,
  }));
}
