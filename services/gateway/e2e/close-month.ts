import { movableClock } from "../../../scripts/platform/clock.ts";
import { must } from "./access/cast.ts";
import { told, until } from "./world.ts";

/** Closes a month of an agency ("/v1/agencies/{id}") at once and waits until activity has sealed it. */
export async function closeMonth(agency: string, period: string, officerToken: string): Promise<void> {
  await must(`${agency}/months/${period}:close`, officerToken, {});
  const clock = movableClock(told("CLOCK"));
  await clock.moveTo(clock.now() + 3 * 60_000);
  clock.stop();
  await until("the sealed month", async () => {
    const { period: month } = await must<{ period: { state: string } }>(`${agency}/months/${period}`, officerToken);
    return month.state === "SEALED" ? month : undefined;
  });
}
