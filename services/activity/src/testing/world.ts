import { randomBytes, randomUUID } from "node:crypto";

import { type Zone } from "@kinerja/common/kernel";
import {
  connectAdmin,
  connectProducer,
  ensureTopics,
  partitionFor,
  type Producer,
  topicName,
} from "@kinerja/common/messaging";
import { RelationKind, StaffKind, Zone as WireZone } from "@kinerja/proto/identity/v1/directory_service";
import { EmploymentChanged, RelationChanged } from "@kinerja/proto/identity/v1/identity_events";

import { type Entry, EntryKind } from "@kinerja/proto/activity/v1/ingest_service";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";
import { Skp, SkpState } from "@kinerja/proto/planning/v1/planning_service";

import { type Spool } from "../adapters/postgres/spool.ts";
import { skpTopic } from "../adapters/kafka/topics.ts";

export const brokersOfTests = (): string[] => {
  const brokers = process.env["TEST_KAFKA_BROKERS"];
  if (!brokers) throw new Error("TEST_KAFKA_BROKERS is missing: run the tests with npm test");
  return brokers.split(",");
};

/** For tests in which the log is not away for long. */
export const noSpool: Spool = { keep: () => Promise.reject(new Error("this test has no spool")) };

/** A site of its own on the shared broker, with identity's topics. */
export async function makeSite(): Promise<{ site: string; producer: Producer; stop(): Promise<void> }> {
  const brokers = brokersOfTests();
  const site = `t${randomBytes(4).toString("hex")}`;
  const admin = await connectAdmin({ brokers, clientId: "test" });
  const compacted = ["employment", "relation", "signing-key", "revocation"].map((fact) => ({
    name: topicName(site, "identity", fact),
    partitions: 1,
    compacted: true,
  }));
  const skp = { name: skpTopic(site), partitions: 2, compacted: true };
  await ensureTopics(admin, [...compacted, skp]);
  await admin.close();
  const producer = connectProducer({ brokers, clientId: "test" });
  return { site, producer, stop: () => producer.close() };
}

export type TestEmployment = {
  id: string;
  personId: string;
  agencyId: string;
  zone: Zone;
  validFrom: string;
  validTo: string;
  unitId?: string;
};

/** Tells an employment as identity would. */
export async function tellEmployment(producer: Producer, site: string, one: TestEmployment): Promise<void> {
  const value = EmploymentChanged.encode({
    meta: {
      id: randomUUID(),
      type: "EmploymentChanged",
      aggregateId: one.id,
      version: 1n,
      time: new Date(0),
      agencyId: one.agencyId,
      site,
      actor: "system/identity",
      causeId: "",
    },
    employment: {
      employmentId: one.id,
      agencyId: one.agencyId,
      unitId: one.unitId ?? randomUUID(),
      unitName: "",
      positionName: "",
      positionClass: 8,
      zone: WireZone[one.zone],
      validFrom: one.validFrom,
      validTo: one.validTo,
      personId: one.personId,
      primary: true,
      staffKind: StaffKind.PNS,
    },
  }).finish();
  const messages = [{ key: Buffer.from(one.id), value: Buffer.from(value) }];
  await producer.send([{ topic: topicName(site, "identity", "employment"), partition: 0, messages }]);
}

export type TestRelation = {
  readonly personId: string;
  readonly otherPersonId: string;
  readonly agencyId: string;
  readonly kind?: RelationKind | undefined;
};

/** Tells that somebody reports to another person, or to who acts for that one, as identity would. */
export async function tellRelation(
  producer: Producer,
  site: string,
  { agencyId, kind = RelationKind.SUPERIOR, ...people }: TestRelation,
): Promise<void> {
  const id = randomUUID();
  const value = RelationChanged.encode(
    RelationChanged.fromPartial({
      meta: {
        id: randomUUID(),
        type: "RelationChanged",
        aggregateId: id,
        version: 1n,
        time: new Date(0),
        agencyId,
        site,
      },
      ...{ ...people, kind, validFrom: "2026-01-01" },
    }),
  ).finish();
  const messages = [{ key: Buffer.from(id), value: Buffer.from(value) }];
  await producer.send([{ topic: topicName(site, "identity", "relation"), partition: 0, messages }]);
}

export type TestPlan = {
  readonly skpId: string;
  readonly version: bigint;
  readonly personId: string;
  readonly agencyId: string;
  readonly state: SkpState;
  readonly itemIds: readonly string[];
  readonly toldAt: number;
  /** Another setting holds while this one is written. */
  readonly holds?: boolean;
};

/** Tells the SKP of a year with an action plan of one month as planning would. */
export async function tellPlan(producer: Producer, site: string, plan: TestPlan): Promise<void> {
  const { skpId, personId, agencyId } = plan;
  const skp = Skp.fromPartial({
    ...{ skpId, personId, agencyId },
    state: plan.state,
    validFrom: "2026-01-01",
    validTo: "2026-12-31",
  });
  const value = SkpChanged.encode(
    SkpChanged.fromPartial({
      meta: {
        id: randomUUID(),
        type: "SkpSet",
        aggregateId: skpId,
        version: plan.version,
        time: new Date(plan.toldAt),
        agencyId,
        site,
      },
      skp,
      months: [{ period: "2026-10", items: plan.itemIds.map((itemId) => ({ itemId })) }],
      ...(plan.holds === true ? { holding: { ...skp, state: SkpState.SET } } : {}),
    }),
  ).finish();
  const messages = [{ key: Buffer.from(skpId), value: Buffer.from(value) }];
  await producer.send([{ topic: skpTopic(site), partition: partitionFor(skpId, 2), messages }]);
}

/** A UUIDv7 of an instant. */
export function idAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}

export const entryOf = (ms: number, more: Partial<Entry> & Pick<Entry, "employmentId" | "workDate">): Entry => ({
  id: idAt(ms),
  version: 1,
  kind: EntryKind.PLANNED,
  description: "Supervisi rantai dingin vaksin",
  startsAt: "07:30",
  endsAt: "09:45",
  evidenceUrls: [],
  evidenceFileIds: [],
  evidenceFileNames: [],
  ...more,
});
