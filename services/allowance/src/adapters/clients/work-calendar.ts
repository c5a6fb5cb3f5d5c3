import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { call } from "@kinerja/common/grpc";
import { type Day } from "@kinerja/common/kernel";
import { type DirectoryServiceClient, WorkCalendar } from "@kinerja/proto/identity/v1/directory_service";

import { type OpenedPeriods } from "../../app/ports.ts";

/** Days of work of the month as identity has them at this moment; what does not meet its hash is INPUT_MISMATCH. */
export async function readCalendar(
  identity: DirectoryServiceClient,
  agencyId: string,
  period: string,
): Promise<OpenedPeriods["calendar"]> {
  const request = { agencyId, period };
  const found = await call(identity, identity.getWorkCalendar.bind(identity), request, { deadlineMs: 10_000 });
  const hash = createHash("sha256");
  for (const bytes of found.calendars) hash.update(bytes);
  const sha256 = hash.digest("hex");
  if (found.calendars.length === 0 || sha256 !== found.sha256)
    throw new Refusal("refused", "INPUT_MISMATCH", { input: "CALENDAR" });
  const calendars = found.calendars.map((bytes) => {
    const { unitId, workdays } = WorkCalendar.decode(bytes);
    return { unitId: unitId === "" ? undefined : unitId, workdays: new Set(workdays as Day[]) };
  });
  return { calendars, seal: { count: BigInt(calendars.length), sha256 } };
}
