import { type DecisionStore } from "./decide.ts";
import { type Missing, type MissingStore } from "./missing.ts";
import { type ReadStore, type View } from "./read.ts";

/** Which of several databases has everything of a person. */
export type ShardOf = (personId: string) => number;

function only<T>(stores: readonly T[], index: number): T {
  const store = stores[index];
  if (store === undefined) throw new Error(`no database has number ${index}`);
  return store;
}

/** What belongs to several people, by the database of each. */
function byShard<T>(items: readonly T[], personOf: (item: T) => string, shardOf: ShardOf): [number, T[]][] {
  return [...Map.groupBy(items, (item) => shardOf(personOf(item)))];
}

const mergeMaps = <K, V>(maps: readonly ReadonlyMap<K, V>[]): Map<K, V> => new Map(maps.flatMap((one) => [...one]));
const mergeSets = <T>(sets: readonly ReadonlySet<T>[]): Set<T> => new Set(sets.flatMap((one) => [...one]));

type Open = (shard: number) => Promise<View>;

/** One person is read where the person is, several where each is, and what is found by somebody else's name everywhere. */
function viewOver(open: Open, shards: readonly number[], shardOf: ShardOf): View {
  const at = (personId: string): Promise<View> => open(shardOf(personId));
  const scatter = <T, R>(items: readonly T[], personOf: (item: T) => string, ask: (view: View, own: T[]) => Promise<R>) =>
    Promise.all(byShard(items, personOf, shardOf).map(async ([shard, own]) => ask(await open(shard), own)));
  const everywhere = <R>(ask: (view: View) => Promise<R>): Promise<R[]> =>
    Promise.all(shards.map(async (shard) => ask(await open(shard))));
  const self = (personId: string): string => personId;
  const owner = ({ personId }: { readonly personId: string }): string => personId;
  return {
    listed: async (personId, span) => (await at(personId)).listed(personId, span),
    days: async (personId, span) => (await at(personId)).days(personId, span),
    archivedWeeks: async (personId, span) => (await at(personId)).archivedWeeks(personId, span),
    attendance: async (personId, span) => (await at(personId)).attendance(personId, span),
    ownEmployments: async (personId) => (await at(personId)).ownEmployments(personId),
    history: async (personId, entryId) => (await at(personId)).history(personId, entryId),
    isKept: async (personId, fileId) => (await at(personId)).isKept(personId, fileId),
    handedUp: async (personId, toPersonId) => (await at(personId)).handedUp(personId, toPersonId),
    listedOf: async (people, span) => (await scatter(people, self, (view, own) => view.listedOf(own, span))).flat(),
    standingOf: async (people, span) => (await scatter(people, self, (view, own) => view.standingOf(own, span))).flat(),
    leaveDays: async (people, span) =>
      mergeSets(await scatter(people, self, (view, own) => view.leaveDays(own, span))),
    taskCounts: async (people, span, todays) =>
      mergeMaps(await scatter(people, self, (view, own) => view.taskCounts(own, span, todays))),
    returned: async (entries) => (await scatter(entries, owner, (view, own) => view.returned(own))).flat(),
    async shown(entries) {
      const found = (await scatter(entries, owner, (view, own) => view.shown(own))).flat();
      const byKey = new Map(found.map((entry) => [`${entry.personId}/${entry.id}`, entry]));
      return entries.flatMap(({ personId, id }) => byKey.get(`${personId}/${id}`) ?? []);
    },
    async known(entries) {
      const parts = await scatter(entries, owner, (view, own) => view.known(own));
      return {
        employments: mergeMaps(parts.map(({ employments }) => employments)),
        plans: mergeMaps(parts.map(({ plans }) => plans)),
        tasks: mergeSets(parts.map(({ tasks }) => tasks)),
        backfill: mergeMaps(parts.map(({ backfill }) => backfill)),
        now: parts[0]?.now ?? 0,
      };
    },
    escalatedTo: async (personId, span) => (await everywhere((view) => view.escalatedTo(personId, span))).flat(),
    async escalatedCount(personId) {
      const parts = await everywhere((view) => view.escalatedCount(personId));
      return {
        count: parts.reduce((sum, { count }) => sum + count, 0),
        since: Math.max(...parts.map(({ since }) => since)),
      };
    },
    async waitingTasks(personId) {
      const parts = await everywhere((view) => view.waitingTasks(personId));
      return { open: parts.flatMap(({ open: own }) => own), toConfirm: parts.flatMap(({ toConfirm }) => toConfirm) };
    },
    // Each database has the months of its own people, closed together.
    periodState: async (agencyId, period) => (await open(0)).periodState(agencyId, period),
  };
} // prettier-ignore

/**
 * Reading over several databases: a transaction is opened in each that is asked, when it is first asked, and all end when the reading does. What
 * was read is seen in each as of its own instant. The note of the audit is left where reading began.
 */
export const shardedReadStore = (stores: readonly ReadStore[], shardOf: ShardOf): ReadStore => ({
  async look(grant, note, work) {
    const opened = new Map<number, Promise<View>>();
    const looks: Promise<void>[] = [];
    const ending = Promise.withResolvers<undefined>();
    ending.promise.catch(() => undefined);
    const open: Open = (shard) => {
      const known = opened.get(shard);
      if (known !== undefined) return known;
      const ready = Promise.withResolvers<View>();
      const look = only(stores, shard).look(grant, opened.size === 0 ? note : undefined, (view) => {
        ready.resolve(view);
        return ending.promise;
      });
      look.catch(ready.reject);
      opened.set(shard, ready.promise);
      looks.push(look.then(() => undefined));
      return ready.promise;
    };
    try {
      const result = await work(viewOver(open, [...stores.keys()], shardOf));
      ending.resolve(undefined);
      await Promise.all(looks);
      return result;
    } catch (error) {
      ending.reject(error);
      await Promise.allSettled(looks);
      throw error;
    }
  },
});

const mostFirst = (one: Missing, other: Missing): number =>
  other.dates.length - one.dates.length || (one.personId < other.personId ? -1 : 1);

/** Each database gives the page that would follow in it; the first of all of them are the page. */
export const shardedMissingStore = (stores: readonly MissingStore[]): MissingStore => ({
  async missing(caller, grant, query) {
    const pages = await Promise.all(stores.map((store) => store.missing(caller, grant, query)));
    return pages.flat().sort(mostFirst).slice(0, query.limit);
  },
});

export const shardedDecisionStore = (stores: readonly DecisionStore[], shardOf: ShardOf): DecisionStore => ({
  decide: (caller, grant, command) => only(stores, shardOf(command.personId)).decide(caller, grant, command),
  escalatedVia: (caller, command) => only(stores, shardOf(command.personId)).escalatedVia(caller, command),
});
