import { consume } from "../../messaging/consume.ts";
import { consumeSuite } from "../consume-suite.ts";
import { openSimulated } from "./consumer.ts";
import { createGroup } from "./group.ts";
import { createLog } from "./log.ts";
import { createNetwork } from "./network.ts";
import { createWorld } from "./world.ts";

const topic = "kinerja.test.service.fact.v1";

consumeSuite("a consumer of the simulated log", (partitions) => {
  const world = createWorld(partitions);
  const network = createNetwork(world);
  const log = createLog(world, { topic, partitions, brokers: 2 });
  const group = createGroup(world, partitions);
  let joined = 0;

  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    const end = world.now() + 20_000;
    while (!(await isSo())) {
      const next = world.now() + 20;
      world.after(20, "a look", () => undefined);
      if (!(await world.run(() => world.now() >= next, { ms: end, steps: 10_000 })))
        throw new Error("It did not happen in 20 s.");
    }
  }
  async function answer<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    void promise.finally(() => (isSettled = true)).catch(() => undefined);
    await until(() => isSettled);
    return promise;
  }
  return Promise.resolve({
    until,
    answer,
    pass: (ms) => answer(new Promise<void>((resolve) => world.after(ms, "a while", resolve))),
    pause: (ms) => new Promise((resolve) => world.after(ms, "a while", resolve)),
    send(partition, ...values) {
      log.append(
        partition,
        values.map((value) => ({ key: null, value: Buffer.from(value) })),
      );
      return Promise.resolve();
    },
    join(options) {
      const process = world.process(`member-${joined++}`);
      const consumption = consume(
        {
          ...{
            brokers: [],
            clientId: process.name,
            groupId: "test",
            topics: [topic],
            fromBeginning: true,
            maxWaitMs: 50,
          },
          onCrash: (error) => {
            throw error;
          },
          ...options,
        },
        { open: (own) => openSimulated({ world, network, process, log, group }, own), timers: process.timers },
      );
      return answer(consumption);
    },
    committed: () => Promise.resolve(log.partitions.map((_, partition) => group.committed(partition))),
  });
});
