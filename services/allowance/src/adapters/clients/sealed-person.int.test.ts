import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { connect } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { EvaluationServiceClient } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type PostedRun } from "../../app/corrections/ports.ts";
import { agency, callBy, employment, period, person } from "../../testing/month.ts";
import { type Network, serveNeighbours, startNetwork } from "../../testing/neighbours.ts";
import { startTestPlatform, type TestPlatform } from "../../testing/platform.ts";
import { changedPeople, inputsOfPerson } from "./sealed-person.ts";
import { type Clients, sealedPeriods } from "./sealed-periods.ts";

jest.setTimeout(60_000);

const agencyId = agency(1);
const lose = { roster: false };
let network: Network;
let platform: TestPlatform;
let clients: Clients;

beforeAll(async () => {
  platform = await startTestPlatform();
  network = await startNetwork(["identity", "activity", "evaluation", "allowance"]);
  const at = await serveNeighbours(network, {}, lose);
  const tls = network.tls("allowance");
  clients = {
    identity: connect(DirectoryServiceClient, at.identity, tls),
    activity: connect(ActivityServiceClient, at.activity, tls),
    evaluation: connect(EvaluationServiceClient, at.evaluation, tls),
  };
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.close();
  await network.stop();
  await platform.stop();
});

const run: PostedRun = {
  ...{ id: person(7), agencyId, kind: "REGULAR", claimKind: "kinerja", period, payoutPeriod: period },
  ...{ policyId: person(8), policySha256: "" },
};

describe("one person's month as it is known now", () => {
  const read = (n: number, taken = 0) => {
    const { store, now } = platform;
    const inputs = inputsOfPerson({ clients, sealed: sealedPeriods(clients), store });
    return inputs({ ...callBy(person(901)), token: person(901) }, run, person(n), { taken, moment: now() + 1 });
  };

  it("is read from the newest sealed revisions, of that person only, though a service sends everybody", async () => {
    const { rows, inputs } = await read(3);
    expect(rows).toMatchObject([{ personId: person(3), employmentId: employment(3), days: 2 ** 31 - 1, flags: [] }]);
    expect(rows[0]?.facts).toMatchObject({
      "roster.class": "8",
      "evaluation.predicate": "butuh_perbaikan",
      "activity.approved_minutes": 6_000,
      // A register that is empty says that there is nothing.
      "leave.spans": [],
    });
    expect(new Map(inputs).get("ACTIVITY")).toBe("2");
  });

  it("leaves out the days that others pay, and has nothing of a stranger", async () => {
    const { rows } = await read(1, 2 ** 10 - 1);
    expect(rows).toMatchObject([{ days: 2 ** 31 - 2 ** 10, flags: [{ code: "DAYS_PAID_ELSEWHERE" }] }]);
    expect((await read(77)).rows).toEqual([]);
  });
});

describe("two revisions of a month", () => {
  it("that are the same change nobody", async () => {
    const found: string[] = [];
    for await (const people of changedPeople(clients)(agencyId, period, { before: 1, after: 2 })) found.push(...people);
    expect(found).toEqual([]);
  });
});
