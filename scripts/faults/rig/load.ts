import { setTimeout as sleep } from "node:timers/promises";
import { type Client } from "@grpc/grpc-js";
import { openChannel, readTls } from "@kinerja/common/grpc";
import { type Random } from "../../demo/random.ts";
import { type Recorder } from "../../invariants/history.ts";
import { type Operation, operations } from "./operation.ts";
import { type RigPerson } from "./people.ts";
import { createSender, type Answered } from "./sender.ts";
import { type LoadTotals } from "./totals.ts";

export interface LoadOptions {
  readonly people: readonly RigPerson[];
  readonly tls: string;
  /** Instances of ingest; a request that got no answer goes to another one. */
  readonly ports: readonly number[];
  readonly perSecond: number;
  readonly chance: Random;
  readonly history: Recorder;
  readonly startedAt: number;
  /** With more than these unanswered, people wait before they begin another. */
  readonly mostInFlight?: number;
  /** Nothing is repeated or changed on purpose. */
  readonly onlyNew?: boolean;
  /** How long one try waits. */
  readonly deadlineMs?: number;
  /** Tells of what was acknowledged, for those who read it. */
  readonly onAnswered?: (answered: Answered) => void;
}

export interface Load {
  readonly totals: LoadTotals;
  /** Resolves when so many entries more were acknowledged; rejects when that takes too long. */
  more(entries: number, limitMs?: number): Promise<void>;
  setRate(perSecond: number): void;
  /** One operation beside the others; resolves when it is answered, and rejects when that takes too long. */
  send(operation: Operation, limitMs?: number): Promise<boolean>;
  /** Begins nothing new and waits until everything begun is answered, at most so long. */
  stop(limitMs?: number): Promise<LoadTotals>;
}

const tickMs = 20;

/** People who append at a rate, whatever the answers are, and who try again until they have one. */
export function startLoad(options: LoadOptions): Load {
  const clients = options.ports.map((port): Client =>
    openChannel(`localhost:${port}`, readTls(options.tls, "gateway"), "activity"),
  );
  const draws = operations(options.people, options.chance, options.startedAt, options.onlyNew);
  const sender = createSender({ ...options, clients });
  const inFlight = new Set<Promise<void>>();
  const { mostInFlight = 1_500 } = options;
  let { perSecond } = options;
  let isOver = false;
  const begin = (operation: Operation): void => {
    const sent = sender.send(operation).then((isAcknowledged) => {
      if (isAcknowledged) draws.keep(operation);
    });
    inFlight.add(sent);
    void sent.finally(() => inFlight.delete(sent));
  };
  const run = async (): Promise<void> => {
    let due = 0;
    for (let last = performance.now(); !isOver;) {
      await sleep(tickMs);
      const now = performance.now();
      due = Math.min(due + ((now - last) * perSecond) / 1_000, perSecond);
      last = now;
      while (due >= 1 && inFlight.size < mostInFlight) {
        const operation = draws.next();
        due -= operation.sendables.length;
        begin(operation);
      }
    }
  };
  const running = run();
  return {
    totals: sender.totals,
    async more(entries, limitMs = 30_000) {
      const [wanted, deadline] = [sender.totals.acknowledged + entries, performance.now() + limitMs];
      while (sender.totals.acknowledged < wanted) {
        if (performance.now() > deadline)
          throw new Error(`no ${entries} entries more were acknowledged in ${limitMs} ms`);
        await sleep(10);
      }
    },
    setRate: (wanted) => (perSecond = wanted),
    async send(operation, limitMs = 30_000) {
      const late = sleep(limitMs, undefined, { ref: false }).then(() => {
        throw new Error(`an operation was not answered in ${limitMs} ms`);
      });
      return Promise.race([sender.send(operation), late]);
    },
    async stop(limitMs = 60_000) {
      isOver = true;
      await running;
      const deadline = performance.now() + limitMs;
      while (inFlight.size > 0 && performance.now() < deadline) await sleep(20);
      sender.giveUp();
      await Promise.all(inFlight);
      for (const client of clients) client.close();
      return sender.totals;
    },
  };
}
