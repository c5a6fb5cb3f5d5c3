import { type Admin } from "@kinerja/common/messaging";

import { type CopyProgress } from "../../app/seal.ts";
import { copiesIn } from "./topics.ts";

/**
 * How far the copies are, by the offsets that their groups have committed: they do so after the rows are written. A topic that its service has
 * never made has told nothing.
 */
export const copyProgress =
  (admin: Pick<Admin, "lag" | "topicNames">, site: string) => async (): Promise<CopyProgress[]> => {
    const there = new Set(await admin.topicNames());
    const copies = Object.entries(copiesIn(site));
    return Promise.all(
      copies.map(async ([name, { groupId, topic }]) => {
        const partitions = there.has(topic) ? await admin.lag(groupId, [topic]) : [];
        return {
          name,
          ends: partitions.map(({ endOffset }) => endOffset),
          taken: partitions.map(({ endOffset, lag }) => endOffset - lag),
        };
      }),
    );
  };
