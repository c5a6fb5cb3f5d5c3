import { type Topic, topicName } from "@kinerja/common/messaging";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";

import { toPlanItem, toSkp } from "../proto.ts";
import { type TellSkp } from "../postgres/skp-store.ts";

/** The newest state of each SKP stays. */
export const skpTopic = (site: string): Topic => ({
  name: topicName(site, "planning", "skp"),
  partitions: 2,
  compacted: true,
});

/** The whole state after the change; no name and no NIP goes in. */
export const tellSkp =
  (site: string, newId: () => string): TellSkp =>
  ({ skp, holding, months, facts }, type, { caller }, at) => {
    const id = newId();
    const payload = SkpChanged.encode({
      meta: {
        id,
        type,
        aggregateId: skp.id,
        version: BigInt(facts),
        time: new Date(at),
        agencyId: skp.agencyId,
        site,
        actor: caller.personId,
        causeId: caller.requestId,
      },
      skp: toSkp(skp),
      months: Object.entries(months).map(([period, items]) => ({ period, items: items.map(toPlanItem) })),
      holding: holding === undefined || skp.state === "SET" ? undefined : toSkp(holding),
    }).finish();
    return { id, topic: skpTopic(site), key: skp.id, type, payload };
  };
