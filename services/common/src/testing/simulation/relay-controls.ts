import { once } from "../../messaging/inbox.ts";
import type { ConsumedMessage } from "../../messaging/message.ts";
import { enqueue } from "../../messaging/outbox.ts";
import { lockKey } from "../../postgres/index.ts";
import {
  applied,
  connect,
  eventOf,
  nextStates,
  realParts,
  type RelayParts,
  type RelayPlant,
  toldBy,
} from "./relay-plant.ts";
import type { Control } from "./played.ts";
import type { Process } from "./world.ts";

const idOf = ({ headers }: ConsumedMessage): string => headers["ce_id"] ?? "";
const hearing =
  (hear: (plant: RelayPlant, process: Process, message: ConsumedMessage) => Promise<void>): RelayParts["hear"] =>
  async (plant, process, messages) => {
    for (const message of messages) await hear(plant, process, message);
  };

export const relayControls: readonly Control<Partial<RelayParts>>[] = [
  {
    what: "a relay that deletes before it publishes",
    noticedBy: ["published"],
    variant: {
      outboxOf: (db) => ({
        async query<Row>(sql: string, params: readonly unknown[] = []) {
          const rows = await db.query<Row>(sql, params);
          const ids = rows.map((row) => (row as { id: string }).id);
          if (ids.length > 0) await db.query("delete from outbox where id = any($1::uuid[])", [ids]);
          return rows;
        },
      }),
    },
  },
  {
    what: "a relay that does not wait for the log's answer",
    noticedBy: ["published"],
    variant: {
      publisher: (producer) => (batch) => {
        producer.send([batch]).catch(() => undefined);
        return Promise.resolve();
      },
    },
  },
  {
    what: "a relay that sends a batch's records at once, each on its own",
    noticedBy: ["order"],
    variant: {
      publisher:
        (producer) =>
        ({ messages, ...place }) =>
          Promise.all(messages.map((message) => producer.send([{ ...place, messages: [message] }]))),
    },
  },
  {
    what: "a relay that does not try again",
    noticedBy: ["comes to rest"],
    variant: {
      publisher(producer) {
        const publish = realParts.publisher(producer);
        let hasFailed = false;
        return async (batch) => {
          if (hasFailed) throw new Error("gave up");
          hasFailed = true;
          await publish(batch);
          hasFailed = false;
        };
      },
    },
  },
  {
    what: "relays that all lead",
    noticedBy: ["newest last"],
    variant: {
      leaderLock: () => ({
        acquire: () => Promise.resolve({ isHeld: () => Promise.resolve(true), release: () => Promise.resolve() }),
      }),
    },
  },
  {
    what: "a change that is told in a transaction of its own",
    noticedBy: ["published"],
    variant: {
      async tell(tx, plant, keys, process) {
        for (const key of keys) await lockKey(tx, key);
        const states = nextStates(plant, keys);
        tx.onCommit(() => {
          plant.changes.push(...states);
          void plant.outbox.transaction(connect(plant, process, plant.outbox)(), (later) =>
            enqueue(
              later,
              states.map((state) => eventOf(plant, state)),
            ),
          ).catch(() => undefined); // prettier-ignore
        });
      },
    },
  },
  {
    what: "a change that is told before it is committed",
    noticedBy: ["nothing else"],
    variant: {
      async tell(tx, plant, keys, process) {
        for (const key of keys) await lockKey(tx, key);
        const states = nextStates(plant, keys);
        const events = states.map((state) => eventOf(plant, state));
        await plant.outbox.transaction(connect(plant, process, plant.outbox)(), (sooner) => enqueue(sooner, events));
        tx.onCommit(() => plant.changes.push(...states));
      },
    },
  },
  {
    what: "a change that does not lock its key",
    noticedBy: ["order"],
    variant: {
      async tell(tx, plant, keys) {
        const states = nextStates(plant, keys);
        await enqueue(
          tx,
          states.map((state) => eventOf(plant, state)),
        );
        tx.onCommit(() => plant.changes.push(...states));
      },
    },
  },
  {
    what: "a reader without an inbox",
    noticedBy: ["once"],
    variant: { hear: hearing((plant, _process, { value }) => Promise.resolve(applied(plant, toldBy(value)))) },
  },
  {
    what: "a reader whose effect comes before its inbox",
    noticedBy: ["once"],
    variant: {
      hear: hearing(async (plant, process, message) => {
        await plant.inbox.transaction(connect(plant, process, plant.inbox)(), async (tx) => {
          await once(tx, "reader", idOf(message), () => applied(plant, toldBy(message.value)));
        });
      }),
    },
  },
  {
    what: "a reader whose effect comes after its inbox",
    noticedBy: ["once"],
    variant: {
      hear: hearing(async (plant, process, message) => {
        const isFresh = await plant.inbox.transaction(connect(plant, process, plant.inbox)(), (tx) =>
          once(tx, "reader", idOf(message), () => Promise.resolve()),
        );
        if (isFresh) await applied(plant, toldBy(message.value));
      }),
    },
  },
  {
    what: "a reader that hears the last of a batch first",
    noticedBy: ["order of effects"],
    variant: { hear: (plant, process, messages) => realParts.hear(plant, process, messages.toReversed()) },
  },
  {
    what: "a reader that commits its offset before its effect",
    noticedBy: ["once"],
    variant: {
      hear: (plant, process, messages) => {
        void realParts.hear(plant, process, messages).catch(() => undefined);
        return Promise.resolve();
      },
    },
  },
  {
    what: "a copy that takes whatever came last",
    noticedBy: ["copy"],
    variant: {
      hear: hearing((plant, _process, { value }) => {
        const told = toldBy(value);
        if (!plant.effects.some(({ id }) => id === told.id)) plant.effects.push(told);
        plant.copy.set(told.key, told.version);
        return Promise.resolve();
      }),
    },
  },
];
