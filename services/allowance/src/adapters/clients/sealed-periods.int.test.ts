import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connect } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { EvaluationServiceClient } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type Caller, type OpenedPeriods } from "../../app/ports.ts";
import { agency, employment, period, person } from "../../testing/month.ts";
import { type Network, serveNeighbours, startNetwork } from "../../testing/neighbours.ts";
import { sealedPeriods } from "./sealed-periods.ts";

const agencyId = agency(1);
const caller: Caller = {
  personId: person(1),
  token: person(1),
  requestId: "r",
  request: { key: undefined, method: "test", body: new Uint8Array() },
};
const lose = { roster: false };
let network: Network;
let sealed: ReturnType<typeof sealedPeriods>;
let clients: Parameters<typeof sealedPeriods>[0];

beforeAll(async () => {
  network = await startNetwork(["identity", "activity", "evaluation", "allowance"]);
  const at = await serveNeighbours(network, {}, lose);
  const tls = network.tls("allowance");
  clients = {
    identity: connect(DirectoryServiceClient, at.identity, tls),
    activity: connect(ActivityServiceClient, at.activity, tls),
    evaluation: connect(EvaluationServiceClient, at.evaluation, tls),
  };
  sealed = sealedPeriods(clients);
}, 30_000);
afterAll(async () => {
  for (const client of Object.values(clients)) client.close();
  await network.stop();
});

async function opened(): Promise<OpenedPeriods> {
  const [activity, evaluation] = [
    await sealed.activity(caller, agencyId, period),
    await sealed.evaluation(caller, agencyId, period),
  ];
  return sealed.open({ agencyId, period, activity: activity!, evaluation: evaluation! });
}
async function all<Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const taken: Row[] = [];
  for await (const rows of batches) taken.push(...rows);
  return taken;
}

describe("the sealed months of the other services", () => {
  it("are read row by row, of services that know of many rows in a message and of others", async () => {
    const periods = await opened();
    const people = [1, 2, 3].map(person);
    expect(await all(periods.roster)).toMatchObject(
      people.map((personId, at) => ({
        ...{ personId, employmentId: employment(at + 1), positionClass: 8, validTo: undefined },
        ...{ staffKind: at === 1 ? "cpns" : "pns", grade: undefined, positionKind: undefined, unitIds: [] },
      })),
    );
    const months = await all(periods.months);
    expect(months.map(({ personId }) => personId)).toEqual(people);
    expect(months[1]?.attendance).toMatchObject([{ date: "2026-10-01", missedChecks: 1, checkIn: undefined }]);
    expect((await all(periods.predicates)).map(({ predicate }) => predicate)).toEqual([
      "baik",
      "baik",
      "butuh_perbaikan",
    ]);
    expect(await periods.ends()).toMatchObject({ roster: { count: 3n } });
    periods.close();
  });

  it("come with the days of work, and their seal", async () => {
    const periods = await opened();
    expect(periods.calendar.calendars.map(({ unitId, workdays }) => [unitId, workdays.size])).toEqual([
      [undefined, 22],
    ]);
    expect(periods.calendar.seal).toMatchObject({ count: 1n, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    periods.close();
  });

  it("are refused when a row was lost on the way", async () => {
    lose.roster = true;
    const periods = await opened();
    await expect(periods.ends()).rejects.toMatchObject({ code: "INPUT_MISMATCH", params: { input: "ROSTER" } });
    periods.close();
    lose.roster = false;
  });
});
