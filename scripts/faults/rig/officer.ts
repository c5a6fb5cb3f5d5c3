import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { call } from "@kinerja/common/grpc";
import { openQuery } from "./query-client.ts";
import { type Rig } from "./row.ts";

export interface Officer {
  /** Asks for a month of an agency to be closed, again until there is an answer. */
  close(agencyId: string, period: string): Promise<void>;
  stop(): void;
}

const mostTries = 100;

export function openOfficer(rig: Pick<Rig, "site" | "processes">): Officer {
  const { client, by, close } = openQuery(rig);
  return {
    async close(agencyId, period) {
      const requestKey = randomUUID();
      for (let tried = 1; ; tried++) {
        try {
          await call(client, client.closePeriod.bind(client), { agencyId, period }, by(requestKey));
          return;
        } catch (error) {
          if (tried === mostTries) throw error;
          await sleep(100);
        }
      }
    },
    stop: close,
  };
}
