import { afterAll, beforeAll } from "@jest/globals";
import { type PersonId } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { accessStoreSuite } from "../../testing/access-store-suite.ts";
import { lineOf, nipOf, personIdOf } from "../../testing/people.ts";
import { openWorld, testKeys, type World } from "../../testing/world.ts";
import { openNipVault } from "../crypto/nip-vault.ts";
import { postgresAccessStore } from "./access-store.ts";
import { identityTopics, openFacts } from "./facts.ts";

let world: World;
let db: Database;
beforeAll(async () => {
  world = await openWorld();
  db = await world.database.db("app");
});
afterAll(async () => {
  await db.stop();
  await world.stop();
});

accessStoreSuite("access store on PostgreSQL", async () => {
  const officer = await world.officer(nipOf(90));
  await world.importLines(
    officer,
    [1, 2, 3].map((n) => lineOf(n)),
  );
  const vault = openNipVault(testKeys);
  const person = (n: number) => ({
    personId: personIdOf(`PNS${n}`) as PersonId,
    nip: nipOf(n),
    nipIndex: vault.indexOf(nipOf(n)),
  });
  const people = [person(1), person(2), person(3)] as const;
  return {
    store: postgresAccessStore({ db, vault, facts: openFacts("test", identityTopics("test", 2)) }),
    people,
    revoked: async () => {
      const told = await world.outbox();
      return told.filter(({ type }) => type === "SessionRevoked").map(({ key }) => key);
    },
  };
});
