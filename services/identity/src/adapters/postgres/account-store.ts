import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type AccountStore, type ListedAccount, type PaymentDetail } from "../../app/accounts.ts";
import { type Cause } from "../../app/ports.ts";
import { type Account, type AccountState } from "../../domain/account.ts";
import { fullName } from "../../domain/directory.ts";
import { type AccountVault } from "../crypto/account-vault.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { assertAgency } from "./agencies.ts";
import { writeAudit } from "./audit.ts";
import { onceById } from "./once.ts";

type Row = {
  id: string;
  agency_id: AgencyId;
  person_id: PersonId;
  bank_name: string;
  details_encrypted: Buffer;
  details_key_version: number;
  valid_from: Day;
  decree: string;
  state: AccountState;
  proposed_by: PersonId;
  proposed_at: Date;
  decided_by: PersonId | null;
  decided_at: Date | null;
  reason: string;
};

const toAccount = (row: Row, vault: AccountVault): Account => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  bankName: row.bank_name,
  details: vault.open({ encrypted: row.details_encrypted, keyVersion: row.details_key_version }, row.id),
  validFrom: row.valid_from,
  decree: row.decree,
  state: row.state,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at.getTime(),
  decidedBy: row.decided_by ?? undefined,
  decidedAt: row.decided_at?.getTime(),
  reason: row.reason,
});

/** Says whose account it is, never its number. */
const audit = (tx: Db, action: string, { id, personId, agencyId, decree }: Account, cause: Cause): Promise<void> =>
  writeAudit(tx, { action, resource: "account", objectId: id, agencyId, detail: { personId, decree } }, cause);

async function insert(tx: Db, account: Account, vault: AccountVault): Promise<void> {
  const { encrypted, keyVersion } = vault.seal(account.details, account.id);
  await tx.query(
    `insert into bank_account (id, agency_id, person_id, bank_name, details_encrypted, details_key_version, details_index, valid_from,
       decree, state, proposed_by, proposed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PROPOSED', $10, $11)`,
    [
      ...[account.id, account.agencyId, account.personId, account.bankName, encrypted, keyVersion],
      ...[vault.indexesOf(account.details)[0], account.validFrom, account.decree],
      ...[account.proposedBy, new Date(account.proposedAt)],
    ],
  );
}

async function propose(tx: Db, account: Account, cause: Cause, vault: AccountVault): Promise<string> {
  await assertAgency(tx, account.agencyId);
  await lockKey(tx, `account/${account.personId}`);
  const [waiting] = await tx.query<{ id: string }>(
    `select id from bank_account where person_id = $1 and agency_id = $2 and state = 'PROPOSED' and proposed_by = $3
       and bank_name = $4 and details_index = any($5) and valid_from = $6`,
    [
      ...[account.personId, account.agencyId, account.proposedBy],
      ...[account.bankName, vault.indexesOf(account.details), account.validFrom],
    ],
  );
  if (waiting) return waiting.id;
  await insert(tx, account, vault);
  await audit(tx, "propose", account, cause);
  return account.id;
}

const pageSql = `
  select a.*, case when a.state = 'CONFIRMED' then (
    select min(b.valid_from) - 1 from bank_account b
    where b.person_id = a.person_id and b.state = 'CONFIRMED' and b.valid_from > a.valid_from) end as valid_to
  from bank_account a
  where a.agency_id = $1 and ($2::text is null or a.state = $2) and ($3::uuid is null or a.person_id = $3)
    and ($4::uuid is null or a.id < $4)
  order by a.id desc limit $5`;

/** Of two accounts from the same day the one confirmed later counts. The unit is that of the employment which holds last up to the day, the main one first. */
const detailsSql = `
  select p.id, p.name, p.title_before, p.title_after, p.nip_encrypted, p.nip_key_version,
    a.id as account_id, a.bank_name, a.details_encrypted, a.details_key_version, u.name as unit_name, u.siasn_id as unit_code
  from person p left join lateral (
    select b.* from bank_account b where b.person_id = p.id and b.state = 'CONFIRMED' and b.valid_from <= $3
    order by b.valid_from desc, b.decided_at desc limit 1) a on true
  left join lateral (
    select e.unit_id from employment e where $4::date is not null and e.person_id = p.id and e.agency_id = $1 and e.valid_from <= $4
    order by least(e.valid_to, $4) desc, e.main desc, e.valid_from desc, e.id limit 1) held on true
  left join unit u on u.id = held.unit_id
  where p.id = any($2::uuid[]) and exists (select from employment e where e.person_id = p.id and e.agency_id = $1)
  order by p.id`;

type DetailRow = {
  id: PersonId;
  name: string;
  title_before: string;
  title_after: string;
  nip_encrypted: Buffer;
  nip_key_version: number;
  account_id: string | null;
  bank_name: string | null;
  details_encrypted: Buffer;
  details_key_version: number;
  unit_name: string | null;
  unit_code: string | null;
};

export type AccountNeeds = {
  readonly db: Database;
  readonly reader: Database;
  readonly vault: NipVault;
  readonly accountVault: AccountVault;
};

const toDetail = (row: DetailRow, { vault, accountVault }: AccountNeeds): PaymentDetail => ({
  personId: row.id,
  name: fullName({ name: row.name, titleBefore: row.title_before, titleAfter: row.title_after }),
  nip: vault.open({ encrypted: row.nip_encrypted, keyVersion: row.nip_key_version }, row.id),
  bankName: row.bank_name ?? "",
  details:
    row.account_id === null
      ? undefined
      : accountVault.open({ encrypted: row.details_encrypted, keyVersion: row.details_key_version }, row.account_id),
  unitName: row.unit_name ?? "",
  unitCode: row.unit_code ?? "",
});

const peopleAtOnce = 1_000;

async function* paymentDetails(
  needs: AccountNeeds,
  [agencyId, people, { day, unitsOn }]: Parameters<AccountStore["paymentDetails"]>,
): AsyncGenerator<PaymentDetail> {
  const inOrder = [...new Set(people)].sort();
  for (let at = 0; at < inOrder.length; at += peopleAtOnce) {
    const part = inOrder.slice(at, at + peopleAtOnce);
    const rows = await needs.reader.query<DetailRow>(detailsSql, [agencyId, part, day, unitsOn ?? null]);
    for (const row of rows) yield toDetail(row, needs);
  }
}

export function postgresAccountStore(needs: AccountNeeds): AccountStore {
  const { db, accountVault } = needs;
  return {
    propose: (account, cause) =>
      db.transaction({ agencies: [account.agencyId] }, (tx) =>
        onceById(cause, tx, () => propose(tx, account, cause, accountVault)),
      ),
    change: ({ agencyId, accountId }, decide, cause) =>
      db.transaction({ agencies: [agencyId] }, async (tx) => {
        await lockKey(tx, `account-decision/${accountId}`);
        const [row] = await tx.query<Row>("select * from bank_account where id = $1 and agency_id = $2", [
          accountId,
          agencyId,
        ]);
        if (row === undefined) return undefined;
        const before = toAccount(row, accountVault);
        const after = decide(before);
        if (after === before) return before;
        await tx.query(
          "update bank_account set state = $2, decided_by = $3, decided_at = $4, reason = $5 where id = $1",
          [accountId, after.state, after.decidedBy, new Date(cause.at), after.reason],
        );
        await audit(tx, after.state === "CONFIRMED" ? "confirm" : "reject", after, cause);
        return after;
      }),
    page: (agencyId, { state, personId, limit, after }) =>
      db.transaction({ agencies: [agencyId] }, async (tx) => {
        const rows = await tx.query<Row & { valid_to: Day | null }>(pageSql, [
          ...[agencyId, state ?? null, personId ?? null, after ?? null, limit],
        ]);
        return rows.map((row): ListedAccount => ({
          ...toAccount(row, accountVault),
          validTo: row.valid_to ?? undefined,
        }));
      }),
    paymentDetails: (...args) => paymentDetails(needs, args),
  };
}
