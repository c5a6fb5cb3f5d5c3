import type { Network } from "./network.ts";
import type { Connection } from "./transactions.ts";
import type { Process, World } from "./world.ts";

/** A session that says nothing within a transaction is ended after so long: idle_in_transaction_session_timeout. */
const idleMs = 10_000;

/** A connection of a process to a database: for one transaction, after which another one is opened. */
export function connectionOf(world: World, network: Network, from: Process, isUp = () => true): Connection {
  let rollBack = (): void => undefined;
  let isBroken = false;
  let endIdle = (): void => undefined;
  const lose = (): void => {
    endIdle();
    isBroken = true;
    rollBack();
  };
  const loseLater = (): void => void world.after(network.latency(), `database loses ${from.name}`, lose);
  from.onEnd(loseLater);
  return {
    run: (what, statement) =>
      network.call(from, what, async () => {
        if (isBroken || !isUp()) throw new Error("connection is broken");
        endIdle();
        const answer = await statement();
        endIdle = world.after(idleMs, `database ends the idle session of ${from.name}`, lose);
        if (what === "commit") endIdle();
        return answer;
      }),
    onLost: (run) => (rollBack = run),
    close: loseLater,
  };
}
