import { isDay, isUuid, periodOf, uuidFromBytes } from "@kinerja/common/kernel";
import { type Submitted, SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { EmploymentChanged } from "@kinerja/proto/identity/v1/identity_events";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";

import { causeItems, causeLength } from "../../domain/limits.ts";
import { anybody, distinctScopes, type ParkedScope } from "../../domain/parked.ts";
import { knownRevision } from "./envelope.ts";

export type ParkedRaw = { readonly consumer: string; readonly value: Buffer | null; readonly cause: string };

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const idFrom = (bytes: Buffer): string | undefined => (bytes.length === 16 ? uuidFromBytes(bytes) : undefined);
const idIn = (text: string | undefined): string | undefined => (text !== undefined && isUuid(text) ? text : undefined);

/** The items that could not be read when the record was put aside: the others of it are stored. */
function unreadIn(items: readonly Submitted[], cause: string): readonly Submitted[] {
  const named = [...cause.matchAll(/(?:^|; )item (\d+): /g)].map(([, index]) => Number(index));
  const isWhole = named.length > 0 && named.length < causeItems && cause.length < causeLength;
  return isWhole ? items.filter((_, index) => named.includes(index)) : items;
}

/** A later version may take work out of another month or agency of the person: where from is not in its bytes. */
function scopesOfItem({ personId, agencyId, entry }: Submitted): ParkedScope[] {
  const { workDate, version } = orNothing(() => Entry.decode(entry)) ?? { workDate: "", version: undefined };
  const person = idFrom(personId);
  const into = {
    personId: person,
    agencyId: idFrom(agencyId),
    period: isDay(workDate) ? periodOf(workDate) : undefined,
  };
  const mayMove = version === undefined || version > 1;
  return mayMove ? [into, { personId: person, agencyId: undefined, period: undefined }] : [into];
}

function scopesOfLog(value: Buffer, cause: string): ParkedScope[] {
  const batch = orNothing(() => SubmittedBatch.decode(value));
  // Another revision means other things by its fields.
  if (batch?.schemaRevision !== knownRevision) return [];
  return unreadIn(batch.items, cause).flatMap(scopesOfItem);
}

type Owner = { readonly personId?: string | undefined; readonly agencyId?: string | undefined };

/** A state of a person whose agency can't be read may be of any agency: people move. */
function scopesOfCopy(owner: Owner | undefined): ParkedScope[] {
  const agencyId = idIn(owner?.agencyId);
  return agencyId === undefined ? [] : [{ personId: idIn(owner?.personId), agencyId, period: undefined }];
}

const readers: Readonly<Record<string, (value: Buffer, cause: string) => ParkedScope[]>> = {
  "activity-writer": scopesOfLog,
  "activity-employments": (value) => scopesOfCopy(orNothing(() => EmploymentChanged.decode(value).employment)),
  "activity-plans": (value) => scopesOfCopy(orNothing(() => SkpChanged.decode(value).skp)),
};

/** Whose a parked record may be; one that tells nothing may be anybody's. */
export function scopesOf({ consumer, value, cause }: ParkedRaw): ParkedScope[] {
  const scopes = distinctScopes(readers[consumer]?.(value ?? Buffer.alloc(0), cause) ?? []);
  return scopes.length === 0 ? [anybody] : scopes;
}
