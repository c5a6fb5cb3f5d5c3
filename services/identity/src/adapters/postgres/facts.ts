import { type OutgoingEvent, tombstone, type Topic, topicName } from "@kinerja/common/messaging";
import { type PersonId, uuidV7 } from "@kinerja/common/kernel";
import { type EventMeta } from "@kinerja/proto/common/v1/event";
import * as events from "@kinerja/proto/identity/v1/identity_events";

import { type DayOff } from "../../app/directory.ts";
import { type Cause } from "../../app/ports.ts";
import { type Person, type Unit } from "../../domain/directory.ts";
import { type Employment } from "../../domain/employment.ts";
import { type Relation } from "../../domain/relation.ts";
import { type Session } from "../../domain/session.ts";
import { publicJwk, type StoredKey } from "../crypto/signing.ts";
import { dayToProto, employmentToProto, kindToProto, unitToProto } from "../proto.ts";

export type IdentityTopics = Readonly<
  Record<"person" | "employment" | "unit" | "relation" | "calendar" | "revocation" | "signingKey", Topic>
>;

/** All are compacted: the newest state of each aggregate stays. */
export function identityTopics(site: string, partitions: number): IdentityTopics {
  const topic = (fact: string, count = partitions): Topic => ({
    name: topicName(site, "identity", fact),
    partitions: count,
    compacted: true,
  });
  return {
    person: topic("person"),
    employment: topic("employment"),
    unit: topic("unit"),
    relation: topic("relation"),
    calendar: topic("calendar", 1),
    revocation: topic("revocation", 1),
    signingKey: topic("signing-key", 1),
  };
}

type Aggregate = { readonly id: string; readonly version: number; readonly agencyId?: string };
type Encoder<M> = { encode(message: M): { finish(): Uint8Array } };

type Make = <M>(
  kind: readonly [Topic, string],
  aggregate: Aggregate,
  cause: Cause,
  encode: (meta: EventMeta) => { encoder: Encoder<M>; message: M },
) => OutgoingEvent;

const maker =
  (site: string): Make =>
  ([topic, type], { id, version, agencyId = "" }, cause, encode) => {
    const eventId = uuidV7(cause.at);
    const { encoder, message } = encode({
      id: eventId,
      type,
      aggregateId: id,
      version: BigInt(version),
      time: new Date(cause.at),
      agencyId,
      site,
      actor: cause.actor,
      causeId: cause.requestId,
    });
    return { id: eventId, topic, key: id, type, payload: encoder.encode(message).finish() };
  };

const directoryFacts = (make: Make, topics: IdentityTopics) => ({
  person: (person: Pick<Person, "id" | "version" | "active">, cause: Cause) =>
    make([topics.person, "PersonChanged"], person, cause, (meta) => ({
      encoder: events.PersonChanged,
      message: { meta, active: person.active },
    })),
  employment: (employment: Employment, cause: Cause) =>
    make([topics.employment, "EmploymentChanged"], employment, cause, (meta) => ({
      encoder: events.EmploymentChanged,
      message: { meta, employment: employmentToProto({ ...employment, unitName: "", positionName: "" }) },
    })),
  unit: (unit: Unit, head: PersonId | undefined, cause: Cause) =>
    make([topics.unit, "UnitChanged"], unit, cause, (meta) => ({
      encoder: events.UnitChanged,
      message: { meta, unit: unitToProto({ ...unit, headPersonId: head }) },
    })),
  relation: (relation: Relation, cause: Cause) =>
    make([topics.relation, "RelationChanged"], relation, cause, (meta) => ({
      encoder: events.RelationChanged,
      message: {
        meta,
        personId: relation.personId,
        otherPersonId: relation.otherPersonId,
        kind: kindToProto[relation.kind],
        validFrom: relation.validFrom,
        validTo: dayToProto(relation.validTo),
      },
    })),
});

type CalendarState = { readonly agencyId: string; readonly year: number; readonly version: number };

const accessFacts = (make: Make, topics: IdentityTopics) => ({
  revocation: ({ id, personId, endedAt }: Session, cause: Cause) =>
    make([topics.revocation, "SessionRevoked"], { id, version: 1 }, cause, (meta) => ({
      encoder: events.SessionRevoked,
      message: { meta, sessionId: id, personId, revokedAt: new Date(endedAt ?? cause.at) },
    })),
  /** No token of the ended session can live any more. */
  revocationOver: (sessionId: string, at: number) => tombstone(uuidV7(at), topics.revocation, sessionId),
  signingKeyOver: ({ kid }: StoredKey, at: number) => tombstone(uuidV7(at), topics.signingKey, kid),
  signingKey: (key: StoredKey, cause: Cause) =>
    make([topics.signingKey, "SigningKeyPublished"], { id: key.kid, version: 1 }, cause, (meta) => ({
      encoder: events.SigningKeyPublished,
      message: { meta, key: publicJwk(key), validUntil: new Date(key.validUntil) },
    })),
  calendar: ({ agencyId, year, version }: CalendarState, holidays: readonly DayOff[], cause: Cause) =>
    make([topics.calendar, "CalendarChanged"], { id: `${agencyId}/${year}`, version, agencyId }, cause, (meta) => ({
      encoder: events.CalendarChanged,
      message: {
        meta,
        agencyId,
        year,
        holidays: holidays.map(({ day, name, collectiveLeave }) => ({ date: day, name, collectiveLeave })),
      },
    })),
});

/** Turns new states into facts for the outbox. No NIP and no name of a person goes in. */
export type Facts = ReturnType<typeof openFacts>;
export function openFacts(site: string, topics: IdentityTopics) {
  const make = maker(site);
  return { topics, ...directoryFacts(make, topics), ...accessFacts(make, topics) };
}
