import { type Topic, topicName } from "@kinerja/common/messaging";

const dayMs = 86_400_000;

/** The activity log. Kept long enough for a province that is offline for weeks; never compacted, since keys are empty. */
export const submittedTopic = (site: string, partitions: number): Topic => ({
  name: topicName(site, "activity", "submitted"),
  partitions,
  compacted: false,
  retentionMs: 60 * dayMs,
});

/** Closings, by agency. */
export const periodTopic = (site: string): Topic => ({
  name: topicName(site, "activity", "period"),
  partitions: 1,
  compacted: false,
});

/** SKPs as planning tells them. */
export const skpTopic = (site: string): string => topicName(site, "planning", "skp");

/** Employments as identity tells them. */
export const employmentTopic = (site: string): string => topicName(site, "identity", "employment");

/** Relations as identity tells them. */
export const relationTopic = (site: string): string => topicName(site, "identity", "relation");

/** What the writer copies of other services, by the name of the copy: the group that reads, and the topic. A database of some buckets has groups of its own. */
export const copiesIn = (site: string, suffix = "") =>
  ({
    // Named anew when the unit was added to the copy, so that the whole topic is read once more.
    employments: { groupId: `${site}.activity-employments-by-unit${suffix}`, topic: employmentTopic(site) },
    plans: { groupId: `${site}.activity-plans${suffix}`, topic: skpTopic(site) },
  }) as const;

/** Copied too, but no month is counted by it. */
export const relationsIn = (site: string, suffix = "") => ({
  groupId: `${site}.activity-relations${suffix}`,
  topic: relationTopic(site),
});
