import { type Rounds, startRounds, type Stoppable } from "@kinerja/common/lifecycle";
import { forgetRedriven, leaderLock } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { counter, errorFields, type Log } from "@kinerja/common/telemetry";

import { changedPeople } from "./adapters/clients/sealed-person.ts";
import { type Clients } from "./adapters/clients/sealed-periods.ts";
import { followChanges } from "./adapters/kafka/changes.ts";
import { peopleWithEvents } from "./adapters/people-with-events.ts";
import { triggerQueue } from "./adapters/postgres/corrections-triggers.ts";
import { type TriggerNeeds, workTriggers } from "./app/corrections/work-triggers.ts";
import { type Now, type Store } from "./app/ports.ts";
import { type BulkRows } from "./app/range-ports.ts";

const parked = counter("allowance_changes_parked_total", "Told changes that were put aside for a person.");

const forgotten = counter(
  "allowance_changes_forgotten_total",
  "Parked changes that were published once more and kept for their time, and go.",
);

const failed = counter(
  "allowance_correction_triggers_failed_total",
  "Noticed changes whose cases could not be opened.",
);
/** From so many failures on somebody has to look: it is tried again once in hours. */
const mostAttempts = 8;

/** Parked changes that were published once more go so many days after: whoever asks about the pay of the year before still finds them. */
const parkedKeptDays = 400;

/** Facts are confirmed in this service and wake nobody: they are found within so long. */
const pollMs = 5_000;

type Options = {
  readonly config: { readonly site: string; readonly brokers: readonly string[]; readonly databaseUrl: string };
  readonly db: Database;
  readonly store: Store;
  readonly bulk: BulkRows;
  readonly clients: Pick<Clients, "activity">;
  readonly now: Now;
  readonly log: Log;
  readonly onCrash: (error: Error) => void;
};

const forget = (db: Database): Promise<number> =>
  forgetRedriven(db, { keptDays: parkedKeptDays, onForget: (count) => forgotten.inc(count) });

/** Works on what is noticed and forgets what was dealt with long ago, in one process among all replicas. */
export function startWatch(
  databaseUrl: string,
  db: Database,
  needs: TriggerNeeds,
  onTrouble: (error: unknown) => void,
): Rounds {
  const lock = leaderLock(databaseUrl, "allowance-corrections");
  const round = async (ending: AbortSignal): Promise<void> => {
    const lead = await lock.acquire();
    if (lead === undefined) return;
    try {
      while (!ending.aborted && (await workTriggers(needs)));
      while (!ending.aborted && (await forget(db)) > 0);
    } finally {
      await lead.release();
    }
  };
  return startRounds({ pollMs, round, onTrouble });
}

/** Follows what may concern paid months, and opens the cases of those whom it concerns. */
export function startCorrections({ config, db, store, bulk, clients, now, log, onCrash }: Options): Stoppable {
  const { site, brokers, databaseUrl } = config;
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const onFailure: TriggerNeeds["onFailure"] = ({ id, agencyId, kind }, error, attempts) => {
    failed.inc();
    const fields = { ...errorFields(error), trigger: id, agencyId, kind, attempts };
    if (attempts < mostAttempts) log.warn(fields, "the cases of a change could not be opened");
    else log.error(fields, "the cases of a change still can't be opened");
  };
  const needs = { store, now, onFailure, queue: triggerQueue(db), changedPeople: changedPeople(clients) };
  const watch = startWatch(
    databaseUrl,
    db,
    { ...needs, peopleWithEvents: peopleWithEvents({ store, bulk }) },
    onTrouble,
  );
  // Brokers and topics of other services may come later: nothing else waits for them.
  const following = followChanges({
    ...{ connection: { brokers, clientId: `allowance-changes.${site}` }, site, db, onTrouble, onCrash },
    noticed: () => watch.wake(),
    onParked: (cause) => {
      parked.inc();
      log.error(errorFields(cause), "a change was put aside");
    },
  });
  following.catch(onCrash);
  return {
    async stop() {
      const consumptions = await following.catch(() => []);
      await Promise.all(consumptions.map((one) => one.stop()));
      await watch.stop();
    },
  };
}
