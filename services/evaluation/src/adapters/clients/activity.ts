import { type ActivityServiceClient, SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { type CloseNeeds } from "../../app/close.ts";
import { readSealed } from "./sealed-stream.ts";

/** The rows of a sealed month over gRPC, checked against its count and hash. */
export const sealedMonthsOf =
  (client: ActivityServiceClient): CloseNeeds["sealedMonths"] =>
  async ({ agencyId, period, revision, count, sha256 }) => {
    const open = client.streamSealedMonths.bind(client);
    const rows = await readSealed(
      "ACTIVITY",
      (metadata, options) => open({ agencyId, period, revision }, metadata, options),
      { of: (message) => message.month, encode: (row: SealedMonth) => SealedMonth.encode(row).finish() },
      { count, sha256 },
    );
    return rows.map(({ personId, employmentId, approvedMinutes, openMinutes, daysWithEntries }) => ({
      personId,
      employmentId,
      approvedMinutes,
      openMinutes,
      daysWithEntries,
    }));
  };
