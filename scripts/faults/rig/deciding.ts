import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "@kinerja/common/errors";
import { call } from "@kinerja/common/grpc";
import { queryOf } from "../../invariants/finding.ts";
import { openQuery } from "./query-client.ts";
import { type Rig } from "./row.ts";

interface Decision {
  readonly personId: string;
  readonly entryId: string;
}

/** A superior who decides on one entry after another while people append, each with the same key until there is an answer. */
export interface Deciding {
  /** Decisions that were acknowledged. */
  readonly acknowledged: readonly Decision[];
  /** Tries that were refused or not answered. */
  readonly misses: number;
  /** Resolves when so many more were acknowledged. */
  more(decisions: number, limitMs?: number): Promise<void>;
  stop(): Promise<void>;
}

type Answer = "approved" | "changed" | "refused" | "missed";

/** No for good: again would be no again. */
const final: ReadonlySet<string> = new Set(["invalid", "refused", "conflict", "exists", "not-found"]);
const pauseMs = 25;

/** Entries that wait, of others than the superior. */
async function waiting({ site }: Rig): Promise<Decision[]> {
  return queryOf(site.queries, "activity")<Decision>(
    `select person_id as "personId", id::text as "entryId" from entry where version = 1 and state = 1 and person_id <> $1
     order by id desc limit 20`,
    [site.people[0]?.personId],
  );
}

function openApproval(rig: Rig) {
  const { client, by, close } = openQuery(rig);
  return {
    async approve({ personId, entryId }: Decision, requestKey: string): Promise<Answer> {
      const request = { personId, seen: [{ entryId, version: 1 }] };
      try {
        const { changedEntryIds } = await call(client, client.approveWeek.bind(client), request, by(requestKey));
        return changedEntryIds.length === 0 ? "approved" : "changed";
      } catch (error) {
        return error instanceof Refusal && final.has(error.kind) ? "refused" : "missed";
      }
    },
    close,
  };
}

export function startDeciding(rig: Rig): Deciding {
  const superior = openApproval(rig);
  const acknowledged: Decision[] = [];
  let [isOver, misses] = [false, 0];
  async function decide(one: Decision): Promise<void> {
    for (const requestKey = randomUUID(); !isOver;) {
      const answer = await superior.approve(one, requestKey);
      if (answer === "approved") acknowledged.push(one);
      if (answer !== "missed") return;
      misses++;
      await sleep(pauseMs);
    }
  }
  const run = async (): Promise<void> => {
    while (!isOver) {
      // Whoever cannot look now looks again.
      const seen = await waiting(rig).catch((): Decision[] => []);
      for (const one of seen) await decide(one);
      await sleep(pauseMs);
    }
  };
  const running = run();
  return {
    acknowledged,
    get misses() {
      return misses;
    },
    async more(decisions, limitMs = 60_000) {
      const [wanted, deadline] = [acknowledged.length + decisions, performance.now() + limitMs];
      while (acknowledged.length < wanted) {
        if (performance.now() > deadline) throw new Error(`no ${decisions} decisions more were acknowledged`);
        await sleep(5);
      }
    },
    async stop() {
      isOver = true;
      await running;
      superior.close();
    },
  };
}

/** Of decisions that were acknowledged, those that are not stored; and entries that were decided on twice. */
export async function decisionsAtRest(
  { site }: Rig,
  { acknowledged }: Deciding,
): Promise<{ lost: number; twice: number }> {
  const rows = await queryOf(
    site.queries,
    "activity",
  )<{ key: string; times: number }>(
    `select concat_ws('/', person_id, e.id) as key, count(*)::int as times from decision, unnest(entry_ids) as e (id)
     group by 1`,
  );
  const times = new Map(rows.map((row) => [row.key, row.times]));
  const kept = acknowledged.map(({ personId, entryId }) => times.get(`${personId}/${entryId}`) ?? 0);
  return { lost: kept.filter((one) => one === 0).length, twice: kept.filter((one) => one > 1).length };
}
