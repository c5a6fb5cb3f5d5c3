import { connect, readTls } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { type Rig } from "./row.ts";

/** The query process as the gateway calls it, for the first person of the site: everybody's superior and the officer of all agencies. Without patience. */
export function openQuery({ site, processes }: Pick<Rig, "site" | "processes">) {
  const client = connect(ActivityServiceClient, `localhost:${processes.queryPort}`, readTls(site.tls, "gateway"));
  const subject = { token: site.people[0]?.access ?? "" };
  return {
    client,
    /** How a command is called. */
    by: (requestKey: string) => ({ subject, requestKey, deadlineMs: 3_000 }),
    close: () => client.close(),
  };
}
