import { isDay, isPeriod, parsePeriod, parseUuid } from "@kinerja/common/kernel";
import {
  type ConnectOptions,
  consume,
  type ConsumedMessage,
  type Consumption,
  park,
  topicName,
} from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";
import { EvaluationIssued } from "@kinerja/proto/evaluation/v1/evaluation_events";
import { StaffKind } from "@kinerja/proto/identity/v1/directory_service";
import { EmploymentChanged } from "@kinerja/proto/identity/v1/identity_events";

import { type Trigger } from "../../app/corrections/ports.ts";
import { enqueueTrigger } from "../postgres/corrections-triggers.ts";

/** A topic that may tell of a change of paid months. */
type Change = {
  readonly consumer: string;
  readonly topic: (site: string) => string;
  /** Undefined: it changes nothing that was paid. Throws on what can't be understood. */
  readonly read: (value: Buffer) => Trigger | undefined;
};

/** A month that is sealed for the first time was never paid before. */
function readSealed(value: Buffer): Trigger | undefined {
  const { meta, agencyId, period: text, revision } = PeriodClosed.decode(value);
  if (meta?.time === undefined || revision < 1) throw new Error("meta, time or revision");
  const period = parsePeriod(text);
  if (revision === 1) return undefined;
  return {
    ...{ kind: "ATTENDANCE", agencyId: parseUuid(agencyId), key: `${period}/${revision}`, at: meta.time.getTime() },
    body: { type: "sealed", period, revision },
  };
}

/** Of a month; a year's predicate is a fact of pay, and comes by the facts. */
function readIssued(value: Buffer): Trigger | undefined {
  const { meta, personId, period, documentSha256 } = EvaluationIssued.decode(value);
  if (meta?.time === undefined || documentSha256 === "") throw new Error("meta, time or document");
  if (!isPeriod(period)) return undefined;
  return {
    ...{ kind: "EVALUATION", agencyId: parseUuid(meta.agencyId), key: documentSha256, at: meta.time.getTime() },
    body: { type: "predicate", personId: parseUuid(personId), period },
  };
}

const staffKinds = new Map(Object.entries(StaffKind).map(([name, value]): [string, string] => [value, name]));
const staffKindOf = (kind: StaffKind): string => {
  const name = staffKinds.get(kind) ?? "UNSPECIFIED";
  return name === "UNSPECIFIED" || name === "UNRECOGNIZED" ? "" : name.toLowerCase();
};

function readEmployment(value: Buffer): Trigger {
  const { meta, employment } = EmploymentChanged.decode(value);
  if (meta?.time === undefined || employment === undefined) throw new Error("meta, time or employment");
  const { validFrom, validTo, primary, positionClass, staffKind } = employment;
  if (!isDay(validFrom) || (validTo !== "" && !isDay(validTo))) throw new Error("validity");
  const employmentId = parseUuid(employment.employmentId);
  return {
    ...{ kind: "EMPLOYMENT", agencyId: parseUuid(employment.agencyId), at: meta.time.getTime() },
    key: `${employmentId}/${String(meta.version)}`,
    body: {
      ...{ type: "employment", personId: parseUuid(employment.personId), employmentId, validFrom, primary },
      validTo: validTo === "" ? undefined : validTo,
      positionClass: positionClass > 0 ? String(positionClass) : "",
      staffKind: staffKindOf(staffKind),
    },
  };
}

/** By the name of the consumer group. */
export const changes: readonly Change[] = [
  { consumer: "allowance-sealed", topic: (site) => topicName(site, "activity", "period"), read: readSealed },
  { consumer: "allowance-predicates", topic: (site) => topicName(site, "evaluation", "document"), read: readIssued },
  { consumer: "allowance-posts", topic: (site) => topicName(site, "identity", "employment"), read: readEmployment },
];

export type ChangeNeeds = {
  readonly db: Database;
  readonly onParked: (cause: unknown) => void;
  /** Something is noticed: the worker may look now. */
  readonly noticed: () => void;
};

/** One record. It is kept by the key of what has changed, so that the same one twice is one; what can't be understood is put aside for a person. */
export async function handleChange(
  change: Change,
  { db, onParked, noticed }: ChangeNeeds,
  place: { readonly topic: string; readonly partition: number },
  message: ConsumedMessage,
): Promise<void> {
  if (message.value === null) return;
  let trigger: Trigger | undefined;
  try {
    trigger = change.read(message.value);
  } catch (cause) {
    if (await park(db, { consumer: change.consumer, ...place, message }, cause)) onParked(cause);
    return;
  }
  if (trigger === undefined) return;
  const { agencyId } = trigger;
  await db.transaction({ agencies: [agencyId] }, (tx) => enqueueTrigger(tx, trigger));
  noticed();
}

/** Follows what other services tell, from the first day on: a change that came before the first run is worked on and concerns nobody. */
export const followChanges = (
  options: ChangeNeeds & {
    readonly connection: ConnectOptions;
    readonly site: string;
    readonly onTrouble: (error: unknown, attempt: number) => void;
    readonly onCrash: (error: Error) => void;
  },
): Promise<Consumption[]> =>
  Promise.all(
    changes.map((change) =>
      consume({
        ...options.connection,
        groupId: `${change.consumer}.${options.site}`,
        topics: [change.topic(options.site)],
        fromBeginning: true,
        sessionTimeoutMs: 10_000,
        onTrouble: options.onTrouble,
        onCrash: options.onCrash,
        async eachBatch({ topic, partition, messages }) {
          for (const message of messages) await handleChange(change, options, { topic, partition }, message);
          return "handled";
        },
      }),
    ),
  );
