import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { call, connect, readTls } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { type Rig } from "./row.ts";

export interface Officer {
  /** Asks for a month of an agency to be closed, again until there is an answer. */
  close(agencyId: string, period: string): Promise<void>;
  stop(): void;
}

const mostTries = 100;

/** Of all agencies, without patience. */
export function openOfficer({ site, processes }: Pick<Rig, "site" | "processes">): Officer {
  const client = connect(ActivityServiceClient, `localhost:${processes.queryPort}`, readTls(site.tls, "gateway"));
  const subject = { token: site.people[0]?.access ?? "" };
  return {
    async close(agencyId, period) {
      const requestKey = randomUUID();
      for (let tried = 1; ; tried++) {
        try {
          await call(client, client.closePeriod.bind(client), { agencyId, period }, { subject, requestKey, deadlineMs: 3_000 }); // prettier-ignore
          return;
        } catch (error) {
          if (tried === mostTries) throw error;
          await sleep(100);
        }
      }
    },
    stop: () => client.close(),
  };
}
