import { setTimeout as sleep } from "node:timers/promises";
import { each } from "./each.ts";
import { agencyIdOf } from "./ids.ts";
import { officersOf } from "./officers.ts";
import { type Stage } from "./stage.ts";

export interface PeriodJson {
  readonly state: "OPEN" | "CLOSING" | "SEALED";
  readonly revision: number;
  readonly count: string;
  readonly sha256: string;
  readonly flagged: string;
  readonly late: string;
}

/** Longer than a killed service takes to come back on a busy machine. */
const sealLimitMs = 180_000;

const pathOf = ({ month }: Stage, agency: string): string =>
  `/v1/agencies/${agencyIdOf(agency)}/months/${month.period}`;
const officerOf = (stage: Stage, agency: string): string => officersOf(stage)[agency]?.secondPersonnel.nip ?? "";

export async function readPeriod(stage: Stage, agency: string): Promise<PeriodJson> {
  const token = await stage.accounts.access(officerOf(stage, agency));
  return (await stage.http.get<{ period: PeriodJson }>(pathOf(stage, agency), token)).period;
}

async function untilSealed(stage: Stage, agency: string): Promise<PeriodJson> {
  const deadline = Date.now() + sealLimitMs;
  for (;;) {
    const period = await readPeriod(stage, agency);
    if (period.state === "SEALED") return period;
    if (Date.now() > deadline) throw new Error(`the month of ${agency} was not sealed within ${sealLimitMs / 1_000} s`);
    await sleep(100);
  }
}

/** The second officers, who have brought no attendance, close the month after its deadline; the platform's clock passes the grace. */
export async function closeMonth(stage: Stage): Promise<readonly PeriodJson[]> {
  const agencies = stage.province.agencies.map(({ siasnId }) => siasnId);
  await each(agencies, 3, async (agency) => {
    const token = await stage.accounts.access(officerOf(stage, agency));
    await stage.http.post(`${pathOf(stage, agency)}:close`, {}, token);
  });
  await stage.platform.clock.moveTo(stage.platform.clock.now() + 3 * 60_000);
  const sealed: PeriodJson[] = [];
  for (const agency of agencies) sealed.push(await untilSealed(stage, agency));
  return sealed;
}
