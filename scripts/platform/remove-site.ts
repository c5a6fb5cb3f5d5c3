import { type GivenServers } from "./parts.ts";
import { dropDatabases } from "./provision.ts";

async function deleteTopics(brokers: readonly string[], site: string): Promise<void> {
  const { connectAdmin } = await import("@kinerja/common/messaging");
  const admin = await connectAdmin({ brokers, clientId: "remove-site" });
  try {
    const names = await admin.topicNames();
    for (const name of names) if (name.startsWith(`kinerja.${site}.`)) await admin.deleteTopic(name);
  } finally {
    await admin.close();
  }
}

/** Takes a site off servers that are somebody else's: its databases, roles and topics. What lies on own servers goes with their folder. */
export async function removeSite({ adminUrl, brokers }: GivenServers, site: string): Promise<void> {
  await Promise.all([
    adminUrl === undefined ? undefined : dropDatabases(adminUrl, site),
    brokers === undefined ? undefined : deleteTopics(brokers, site),
  ]);
}
