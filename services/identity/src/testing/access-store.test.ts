import { type PersonId } from "@kinerja/common/kernel";

import { accessStoreSuite } from "./access-store-suite.ts";
import { memoryAccessStore } from "./memory-access-store.ts";
import { nipOf } from "./people.ts";

const person = (n: number) => ({ personId: `person-${n}` as PersonId, nip: nipOf(n), nipIndex: nipOf(n) });
const people = [person(1), person(2), person(3)] as const;

accessStoreSuite("access store in memory", () => {
  const { store, revoked } = memoryAccessStore(people);
  return Promise.resolve({ store, people, revoked: () => Promise.resolve(revoked) });
});
