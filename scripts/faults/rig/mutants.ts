import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type * as Http2 from "node:http2";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { uuidTime } from "@kinerja/common/kernel";
import type * as Lifecycle from "../../../services/common/src/lifecycle/index.ts";
import type * as Outbox from "../../../services/common/src/messaging/outbox.ts";
import type * as Postgres from "../../../services/common/src/postgres/index.ts";
import type * as Migrate from "../../../services/common/src/postgres/migrate.ts";
import type * as Open from "../../../services/common/src/postgres/open.ts";
import type * as RedisShelf from "../../../services/common/src/redis/index.ts";
import type * as RequestKey from "../../../services/common/src/postgres/request-key.ts";
import type * as GrpcServer from "../../../services/common/src/grpc/server.ts";
import type * as Failpoint from "../../../services/common/src/failpoint/index.ts";
import type * as Append from "../../../services/activity/src/adapters/kafka/append.ts";
import type * as Envelope from "../../../services/activity/src/adapters/kafka/envelope.ts";
import type * as LogStore from "../../../services/activity/src/adapters/postgres/log-store.ts";
import type * as Record from "../../../services/activity/src/app/record.ts";
import type * as Spool from "../../../services/activity/src/adapters/postgres/spool.ts";
import { mutant, type Mutant } from "./mutant.ts";
import { closingMutants } from "./mutants-closing.ts";
import { messagingMutants } from "./mutants-messaging.ts";
import { payMutants } from "./mutants-pay.ts";
import { standbyMutants } from "./mutants-standby.ts";

const require = createRequire(import.meta.url);
/** The process's own: a break may name a place to die at. */
function failpoint(name: string): void {
  const own = require("@kinerja/common/failpoint") as typeof Failpoint;
  own.failpoint(name);
}

const lateMs = 300;
const logStore = "adapters/postgres/log-store";

const positionsFirst = `update consumer_position c set next_offset = x.nxt
  from unnest($1::int4[], $2::int8[], $3::int4[]) as x (p, nxt, ep) where c.partition = x.p and c.epoch = x.ep`;
type StoreOptions = Parameters<typeof LogStore.postgresLogStore>[0];
type Batches = Parameters<ReturnType<typeof LogStore.postgresLogStore>["store"]>[0];
const movePlace = (session: StoreOptions["session"], batches: Batches): Promise<unknown> =>
  session.transaction((db) =>
    db.query(positionsFirst, [
      batches.map(({ partition }) => partition),
      batches.map(({ next }) => next),
      batches.map(({ epoch }) => epoch),
    ]),
  );
const countAgain = `update day d set entries = d.entries + 1 from entry e
  where e.id = any($1::uuid[]) and d.person_id = e.person_id and d.work_date = e.work_date`;
type Store = ReturnType<typeof LogStore.postgresLogStore>["store"];
const countingAgain =
  ({ session }: StoreOptions, { store }: { readonly store: Store }): Store =>
  async (batches) => {
    const ids = batches.flatMap(({ entries }) => entries.map(({ id }) => id));
    await session.transaction((db) => db.query(countAgain, [ids]));
    return store(batches);
  };
/** A few records, as when their offsets were not committed. */
const stepBack = `update consumer_position set next_offset = greatest(next_offset - 5, 0) where partition = any ($1::int[])`;

/** Field 15, as a number. */
export const newField = Buffer.from([0x78, 0x01]);

/** The same item with one field more: its tag, its length as a varint, its fields. */
function withField(item: Buffer): Buffer {
  const begin = item.findIndex((byte, at) => at > 0 && byte < 0x80) + 1;
  const length: number[] = [];
  for (let rest = item.length - begin + newField.length; length.length === 0 || rest > 0; rest = Math.floor(rest / 128))
    length.push(rest > 0x7f ? (rest % 128) | 0x80 : rest);
  return Buffer.concat([item.subarray(0, 1), Buffer.from(length), item.subarray(begin), newField]);
}

/** As a later release may write the log, with fields that this one does not know. */
const nextRelease = ({ createFramer, sealEnvelope }: typeof Envelope): Partial<typeof Envelope> => ({
  createFramer: (author, acceptedAt) => {
    const frame = createFramer(author, acceptedAt);
    return (entries) => Buffer.concat(entries.map((entry) => withField(frame([entry]))));
  },
  sealEnvelope: (frames) => Buffer.concat([sealEnvelope(frames), newField]),
});

/** How long such a server does nothing else for each who connects. */
const ponderMs = 150;

/** Ways in which somebody might build it wrong. Each must be noticed in the row that names it. */
export const mutants: Readonly<Record<string, Mutant>> = {
  ...closingMutants,
  ...messagingMutants,
  ...payMutants,
  ...standbyMutants,
  "place-before-rows": mutant<typeof LogStore>(
    logStore,
    "a writer that moves its place before it has the rows",
    ({ postgresLogStore }) => ({
      postgresLogStore: (options) => {
        const store = postgresLogStore(options);
        return {
          ...store,
          async store(batches) {
            await movePlace(options.session, batches);
            failpoint("mutant");
            await sleep(lateMs);
            return store.store(batches.map((batch) => ({ ...batch, from: batch.next })));
          },
        };
      },
    }),
  ),
  "rows-behind": mutant<typeof LogStore>(
    logStore,
    "a writer that moves its place and writes the rows behind it",
    ({ postgresLogStore }) => ({
      postgresLogStore: (options) => {
        const store = postgresLogStore(options);
        let behind: Promise<unknown> = Promise.resolve();
        return {
          ...store,
          async store(batches) {
            await behind;
            await movePlace(options.session, batches);
            const moved = batches.map((batch) => ({ ...batch, from: batch.next }));
            behind = sleep(lateMs).then(() => store.store(moved)).catch(() => undefined); // prettier-ignore
            return new Set(batches.map(({ partition }) => partition));
          },
        };
      },
    }),
  ),
  "passes-over-trouble": mutant<typeof LogStore>(
    logStore,
    "a writer that passes over what its database would not take",
    ({ postgresLogStore }) => ({
      postgresLogStore: (options) => {
        const store = postgresLogStore(options);
        return {
          ...store,
          store: (batches) =>
            store.store(batches).catch(async () => {
              await movePlace(options.session, batches);
              return new Set(batches.map(({ partition }) => partition));
            }),
        };
      },
    }),
  ),
  "tells-first": mutant<typeof LogStore>(
    logStore,
    "a writer that stores nothing before it has told Valkey",
    ({ postgresLogStore }) => ({
      postgresLogStore: (options) => {
        const { openRedis } = require("@kinerja/common/redis") as typeof RedisShelf;
        const log = { warn: () => undefined, info: () => undefined } as never;
        const { redis } = openRedis(process.env["REDIS_URL"], log, "");
        const store = postgresLogStore(options);
        return {
          ...store,
          async store(batches) {
            await redis?.publish("told", "");
            return store.store(batches);
          },
        };
      },
    }),
  ),
  "counts-what-comes-again": mutant<typeof LogStore>(
    logStore,
    "a writer that counts on its day what it is given again",
    ({ postgresLogStore }) => ({
      postgresLogStore: (options) => {
        const store = postgresLogStore(options);
        return { ...store, store: countingAgain(options, store) };
      },
    }),
  ),
  "reads-again-and-counts": mutant<typeof LogStore>(
    logStore,
    "a writer that begins where the group may have got to, before its own place, and counts what it is given again",
    ({ postgresLogStore }) => ({
      postgresLogStore: (options) => {
        const store = postgresLogStore(options);
        return {
          store: countingAgain(options, store),
          async claim(partitions) {
            await options.session.transaction((db) => db.query(stepBack, [partitions]));
            return store.claim(partitions);
          },
        };
      },
    }),
  ),
  "receipt-before-log": mutant<typeof Append>(
    "adapters/kafka/append",
    "an ingest that gives receipts before the log has answered",
    ({ kafkaAppend }) => ({
      kafkaAppend: (options) => {
        const real = kafkaAppend(options);
        return {
          size: 0,
          stop: () => real.stop(),
          append: (author, acceptedAt, entries) => {
            setTimeout(() => void real.append(author, acceptedAt, entries).catch(() => undefined), lateMs);
            return Promise.resolve(entries.map(() => "0:0"));
          },
        };
      },
    }),
  ),
  "asks-database-first": mutant<typeof Append>(
    "adapters/kafka/append",
    "an ingest that asks a database before it acknowledges",
    ({ kafkaAppend }) => ({
      kafkaAppend: (options) => {
        const real = kafkaAppend(options);
        return {
          size: 0,
          stop: () => real.stop(),
          append: async (author, acceptedAt, entries) => {
            await options.spool.keep(options.topic, []);
            return real.append(author, acceptedAt, entries);
          },
        };
      },
    }),
  ),
  "waits-for-ever": mutant<typeof Open>(
    "postgres/open",
    "a service that waits for its database without a limit",
    ({ openClient }) => ({
      openClient: (url, name, options) => openClient(url, name, options?.pipeline ? { pipeline: true } : {}),
    }),
  ),
  "believes-the-phone": mutant<typeof Record>(
    "app/record",
    "an ingest that stamps an entry with the time that the phone gave its id",
    ({ recordEntries }) => ({
      recordEntries: (needs) => {
        const real = recordEntries(needs);
        return (author, received) => {
          const madeAt = uuidTime(received[0]?.draft?.id ?? "");
          return madeAt === undefined
            ? real(author, received)
            : recordEntries({ ...needs, now: () => madeAt })(author, received);
        };
      },
    }),
  ),
  "spool-forgets": mutant<typeof Spool>("adapters/postgres/spool", "a spool that keeps nothing", () => ({
    postgresSpool: () => ({ keep: () => Promise.resolve() }),
  })),
  "delete-before-publish": mutant<typeof Outbox>(
    "messaging/outbox",
    "a relay that deletes before it publishes",
    ({ relayBatch }) => ({
      relayBatch: async (db, publish, limit) => {
        const rows = await db.query("delete from outbox returning id");
        if (rows.length > 0) failpoint("relay.afterPublish");
        return relayBatch(db, publish, limit);
      },
    }),
  ),
  "migrates-step-by-step": mutant<typeof Migrate>(
    "postgres/migrate",
    "a migration that keeps what it has done so far",
    () => ({
      async migrate({ url, dir }) {
        const { openClient } = require("@kinerja/common/postgres") as typeof Postgres;
        const client = await openClient(url, "migrate");
        const known = await client.query<{ name: string }>("select name from migration");
        const fresh = readdirSync(dir).filter(
          (file) => file.endsWith(".sql") && !known.rows.some(({ name }) => name === file),
        );
        for (const file of fresh.sort()) {
          for (const step of readFileSync(join(dir, file), "utf8").split(";")) await client.query(step);
          await client.query("insert into migration (name) values ($1)", [file]);
        }
        await client.end();
        return fresh;
      },
    }),
  ),
  // Its migration is the row's.
  "contracts-too-early": mutant<typeof Migrate>(
    "postgres/migrate",
    "a migration that renames what the release before it still writes",
    () => ({}),
  ),
  // Not broken.
  "next-release": mutant<typeof Envelope>("adapters/kafka/envelope", "a release that writes more fields", nextRelease),
  "reads-only-its-own": mutant<typeof Envelope>(
    "adapters/kafka/envelope",
    "a writer that puts aside what a later release has written",
    ({ openEnvelope }) => ({
      openEnvelope: (record, partitions) =>
        record.value.subarray(-newField.length).equals(newField)
          ? { entries: [], cause: "an unknown field" }
          : openEnvelope(record, partitions),
    }),
  ),
  "key-forgotten": mutant<typeof RequestKey>(
    "postgres/request-key",
    "a command that forgets its Idempotency-Key",
    () => ({ onceByRequest: (_tx, _request, work) => work() }),
  ),
  "poison-stalls": mutant<typeof Envelope>(
    "adapters/kafka/envelope",
    "a writer that tries a record again that it cannot read",
    ({ openEnvelope }) => ({
      openEnvelope: (record, partitions) => {
        const opened = openEnvelope(record, partitions);
        if (opened.cause !== undefined) throw new Error(opened.cause);
        return opened;
      },
    }),
  ),
  "poison-dropped": mutant<typeof Envelope>(
    "adapters/kafka/envelope",
    "a writer that passes over what it cannot read",
    ({ openEnvelope }) => ({
      openEnvelope: (record, partitions) => ({ ...openEnvelope(record, partitions), cause: undefined }),
    }),
  ),
  "repetition-is-new": mutant<typeof Envelope>(
    "adapters/kafka/envelope",
    "a writer that takes what comes again for something new",
    ({ openEnvelope }) => {
      const seen = new Set<string>();
      return {
        openEnvelope: (record, partitions) => {
          const { entries, cause } = openEnvelope(record, partitions);
          const renamed = entries.map((entry) => {
            const key = `${entry.id}/${entry.version.version}`;
            const isNew = !seen.has(key);
            seen.add(key);
            return isNew ? entry : { ...entry, id: `${entry.id.slice(0, -4)}${randomBytes(2).toString("hex")}` };
          });
          return { entries: renamed, cause };
        },
      };
    },
  ),
  "ponders-each-connection": mutant<typeof GrpcServer>(
    "grpc/server",
    "an ingest that does nothing else for a while whenever somebody connects",
    () => {
      const http2 = require("node:http2") as typeof Http2;
      const create = http2.createSecureServer as (options: Http2.SecureServerOptions) => Http2.Http2SecureServer;
      const createSlow = (options: Http2.SecureServerOptions): Http2.Http2SecureServer =>
        create(options).on("session", () => {
          const until = performance.now() + ponderMs;
          while (performance.now() < until);
        });
      Object.assign(http2, { createSecureServer: createSlow });
      return {};
    },
  ),
  "leaves-at-once": mutant<typeof Lifecycle>(
    "lifecycle/index",
    "a process that ends with its requests unanswered",
    () => ({ stopOnSignal: () => void process.on("SIGTERM", () => process.exit(0)) }),
  ),
};

/** The exports of a file with those of a mutant in their place. */
export function mutated({ wrap }: Mutant, exported: object): object {
  const replaced = Object.entries(wrap(exported as never)).map(([key, value]): [string, PropertyDescriptor] => [
    key,
    { value: value as unknown, enumerable: true },
  ]);
  return Object.create(exported, Object.fromEntries(replaced)) as object;
}
