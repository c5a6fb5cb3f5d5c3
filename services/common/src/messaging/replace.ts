import { Admin } from "@platformatic/kafka";
import { connection, type ProducerOptions } from "./produce.ts";

/**
 * Takes out of a group who joined under this client id before: to be asked by a process that bears the name of one that ended without a word. The
 * broker would hold the dead one's partitions until its session ends. (Kafka's static membership does the same; kafkajs has none.) One that lives
 * after all notices at its next heartbeat and joins again, so a wrong name costs a rebalance and nothing else. Returns how many were taken out.
 */
export async function replacePredecessor(options: ProducerOptions, groupId: string): Promise<number> {
  const client = new Admin({ ...connection(options), retries: 3, retryDelay: 200 });
  try {
    const group = (await client.describeGroups({ groups: [groupId] })).get(groupId);
    const members = [...(group?.members.values() ?? [])]
      .filter(({ clientId }) => clientId === options.clientId)
      .map(({ id }) => ({ memberId: id, reason: "replaced by its successor" }));
    // Without names the client would take everybody out.
    if (members.length > 0) await client.removeMembersFromConsumerGroup({ groupId, members });
    return members.length;
  } finally {
    await client.close();
  }
}
