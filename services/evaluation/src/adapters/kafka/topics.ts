import { type Topic, topicName } from "@kinerja/common/messaging";

/** Documents that were issued, by person; a fact each, so never compacted. */
export const documentTopic = (site: string): Topic => ({
  name: topicName(site, "evaluation", "document"),
  partitions: 2,
  compacted: false,
});

/** Closings as activity tells them. */
export const periodTopic = (site: string): string => topicName(site, "activity", "period");
