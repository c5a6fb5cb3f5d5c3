import { createHmac } from "node:crypto";

import { type Db } from "@kinerja/common/postgres";

/** Remembers a mark of the key at the first start; with another key the service would run and find nobody, so it does not start. */
export async function checkKey(db: Db, name: string, key: Buffer): Promise<void> {
  const mark = createHmac("sha256", key).update(`kinerja/identity/check/${name}`).digest();
  await db.query("insert into key_check (name, mark) values ($1, $2) on conflict do nothing", [name, mark]);
  const [stored] = await db.query<{ mark: Buffer }>("select mark from key_check where name = $1", [name]);
  if (!stored?.mark.equals(mark)) throw new Error(`${name} is not the one with which this database was filled`);
}
