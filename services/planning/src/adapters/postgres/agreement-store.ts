import { type Database, lockKey, type Tx } from "@kinerja/common/postgres";

import { type AgreementKey, type AgreementStore } from "../../app/stores.ts";
import { type Agreement } from "../../domain/agreement.ts";
import { placeAgreement } from "./cascade.ts";
import { auditAct, type Clockwork, runOnce } from "./commands.ts";
import { type AgreementRow, agreementSchema, toAgreement } from "./schemas.ts";

async function find(tx: Tx, key: AgreementKey): Promise<AgreementRow | undefined> {
  const where =
    "agreementId" in key
      ? { id: key.agreementId, agencyId: key.agencyId }
      : { agencyId: key.agencyId, unitId: key.unitId, year: key.year };
  return (await tx.entities.findOneBy(agreementSchema, where)) ?? undefined;
}

/** The unit and year are the key: a first saving has no row to lock yet. */
async function lockedRow(tx: Tx, key: AgreementKey): Promise<AgreementRow | undefined> {
  const place = "agreementId" in key ? await find(tx, key) : key;
  if (place === undefined) return undefined;
  await lockKey(tx, `agreement/${place.unitId}/${place.year}`);
  return find(tx, key);
}

async function write(tx: Tx, agreement: Agreement, at: number): Promise<void> {
  await tx.entities.upsert(
    agreementSchema,
    { ...agreement, objectives: [...agreement.objectives], changedAt: new Date(at) },
    ["id"],
  );
  await placeAgreement(tx, agreement, "newest");
  if (agreement.state === "SET") await placeAgreement(tx, agreement, "set");
}

export const postgresAgreementStore = ({
  db,
  now,
}: Pick<Clockwork, "now"> & { readonly db: Database }): AgreementStore => ({
  change: (act, key, decide) =>
    runOnce(db, act, async (tx) => {
      const row = await lockedRow(tx, key);
      const agreement = decide(row && toAgreement(row));
      await write(tx, agreement, now());
      const { id, agencyId, version } = agreement;
      await auditAct(tx, act, { id, agencyId, version }, now());
      return agreement;
    }),
});
