import { isDay } from "@kinerja/common/kernel";
import { type Process, type Random } from "@kinerja/common/testing/simulation";
import { Entry, EntryKind } from "@kinerja/proto/activity/v1/ingest_service";

import { sha256 } from "../adapters/grpc/ingest.ts";
import { type Author, type Outcome, type Received } from "../app/record.ts";
import { type Plant } from "./plant.ts";

/** One version of one entry as a device made it. */
export type Made = {
  readonly personId: string;
  readonly id: string;
  readonly version: number;
  readonly sha: string;
};

/** What a device sends at an instant. */
type Request = {
  readonly at: number;
  readonly author: Author;
  readonly received: readonly Received[];
  readonly made: readonly Made[];
};

export const versionKey = ({ personId, id, version, sha }: Made): string => `${personId}/${id}/${version}/${sha}`;

const uuid = (random: Random, head: string, tail: string): string =>
  `${head}-${tail}${random.below(0xfff).toString(16).padStart(3, "0")}-8${random.below(0xfff).toString(16).padStart(3, "0")}-${random
    .below(2 ** 47)
    .toString(16)
    .padStart(12, "0")}`;
const anyUuid = (random: Random): string =>
  uuid(
    random,
    `${random
      .below(2 ** 31)
      .toString(16)
      .padStart(8, "0")}-0000`,
    "4",
  );
const idAt = (random: Random, ms: number): string => {
  const hex = ms.toString(16).padStart(12, "0");
  return uuid(random, `${hex.slice(0, 8)}-${hex.slice(8)}`, "7");
};

const days = ["2026-10-30", "2026-10-31", "2026-11-02", "2026-11-03"].filter(isDay);

function authorOf(random: Random): Author {
  const zones = ["WIB", "WITA", "WIT"] as const;
  const employments = [1, 2].map(() => ({ id: anyUuid(random), agencyId: anyUuid(random), zone: random.pick(zones) }));
  return { personId: anyUuid(random), sessionId: anyUuid(random), sessionEnded: random.chance(0.1), employments };
}

/** A version that says which device made it: another device's has another body. */
function draftOf(random: Random, author: Author, of: { id: string; version: number; device: number }): Entry {
  const { id, version, device } = of;
  const minutes = random.between(1, 300);
  return Entry.fromPartial({
    id,
    version,
    employmentId: random.pick(author.employments).id,
    workDate: random.pick(days),
    kind: EntryKind.PLANNED,
    description: `Perangkat ${device}, ${minutes}`,
    minutes,
    ...(random.chance(0.15) ? { cancelled: true } : {}),
  });
}

const itemOf = (author: Author, draft: Entry) => {
  const slice = Buffer.from(Entry.encode(draft).finish());
  const made: Made = {
    personId: author.personId,
    id: draft.id,
    version: draft.version,
    sha: sha256(slice),
  };
  return { received: { slice, draft: Entry.decode(slice) }, made };
};

/** What the devices of one person send: entries, edits that may overtake them, the same version from two devices, old things once more. */
export function requestsOf(random: Random, startsAt: number, ms: number): Request[] {
  const author = authorOf(random);
  const items: ReturnType<typeof itemOf>[] = [];
  for (let entry = random.between(1, 3); entry > 0; entry--) {
    const id = idAt(random, startsAt - random.below(1e6));
    for (let version = random.between(1, 3); version > 0; version--) {
      items.push(itemOf(author, draftOf(random, author, { id, version, device: 1 })));
      if (random.chance(0.3)) items.push(itemOf(author, draftOf(random, author, { id, version, device: 2 })));
    }
  }
  const again = items.filter(() => random.chance(0.2));
  const left = random.shuffled([...items, ...again]);
  const requests: Request[] = [];
  while (left.length > 0) {
    const some = left.splice(0, random.between(1, 3));
    const [received, made] = [some.map((item) => item.received), some.map((item) => item.made)];
    requests.push({ at: random.below(ms), author, received, made });
  }
  return requests;
}

const patienceMs = 6_000;

/** Sends until it is acknowledged; meanwhile the network may bring a request twice. */
async function sendUntilDone(plant: Plant, phone: Process, { author, received, made }: Request): Promise<void> {
  const { world, network, ask } = plant;
  const once = (): Promise<Outcome[]> => network.call(phone, "record", () => ask(author, received));
  for (;;) {
    for (const one of made) plant.sent.add(versionKey(one));
    if (world.random.chance(0.1)) void once().catch(() => undefined);
    const late = new Promise<undefined>((resolve) => phone.timers.after(patienceMs, () => resolve(undefined)));
    const outcomes = await Promise.race([once(), late]).catch(() => undefined);
    if (outcomes !== undefined) {
      for (const [index, outcome] of outcomes.entries()) plant.acknowledge(made[index] as Made, outcome);
      return;
    }
    await new Promise<void>((resolve) => phone.timers.after(world.random.between(100, 2_000), resolve));
  }
}

export function startPhones(plant: Plant, people: number, ms: number): void {
  const { world } = plant;
  for (let person = 0; person < people; person++) {
    const phone = world.process(`phone-${person}`);
    for (const request of requestsOf(world.random, plant.startsAt, ms)) {
      plant.unfinished++;
      world.after(request.at, `phone-${person} has something`, () => {
        void sendUntilDone(plant, phone, request).then(() => plant.unfinished--);
      });
    }
  }
}
