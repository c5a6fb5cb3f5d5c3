import { beforeAll, describe, expect, it } from "@jest/globals";

import { officersOf } from "../../../scripts/demo/officers.ts";
import { makeProvince } from "../../../scripts/demo/province.ts";
import { type Actor, must, signInAs } from "./access/cast.ts";
import { type Answer, ask, newId, platformNow, told } from "./world.ts";

const limitMs = 60_000;
/** Days on the platform's clock, which stands in the week of 5 October. */
const [workDate, today, weekStart] = ["2026-10-06", "2026-10-07", "2026-10-05"];

let employee: Actor;
let former: Actor;
let present: Actor;
let officer: Actor;

beforeAll(async () => {
  const province = makeProvince(7, 60);
  const { moved = "", second = "" } = JSON.parse(told("CAST")) as Record<string, string>;
  const person = province.people.find(({ nip }) => nip === moved);
  const office = officersOf({ province })[person?.agency.siasnId ?? ""];
  [employee, former, present, officer] = await Promise.all([
    signInAs(moved),
    signInAs(person?.superiorNip ?? ""),
    signInAs(second),
    signInAs(office?.personnel.nip ?? ""),
  ]);
}, limitMs);

async function record(): Promise<string> {
  const id = newId(await platformNow());
  const entry = { id, version: 1, employmentId: employee.employmentId, workDate, kind: "ADDITIONAL", minutes: 30 };
  const body = { entries: [{ ...entry, description: "Rapat koordinasi" }] };
  type Recorded = { results: { receipt?: { position: string } }[] };
  const { results } = await must<Recorded>("/v1/entries:record", employee.token, body);
  const after = results[0]?.receipt?.position ?? "";
  await must(`/v1/entries?fromDate=${workDate}&toDate=${workDate}&after=${after}`, employee.token);
  return id;
}

type Code = { readonly code?: string };

const approve = (by: Actor, entryId: string): Promise<Answer<Code>> =>
  ask<Code>(`/v1/people/${employee.personId}/entries:approve`, {
    token: by.token,
    body: { seen: [{ entryId, version: 1 }] },
  });

const seenBy = async (by: Actor): Promise<boolean> => {
  const { members } = await must<{ members: { personId: string }[] }>(
    `/v1/team/inbox?weekStart=${weekStart}&pageSize=200`,
    by.token,
  );
  return members.some(({ personId }) => personId === employee.personId);
};

describe("a superior who was replaced", () => {
  it(
    "decides until the relation ends, and at the next act no more: the one after does",
    async () => {
      const [first, second] = [await record(), await record()];
      expect((await approve(former, first)).status).toBe(200);
      expect((await approve(present, second)).body.code).toBe("NOT_THE_ASSESSOR");
      expect([await seenBy(former), await seenBy(present)]).toEqual([true, false]);

      const relation = { personId: employee.personId, otherPersonId: present.personId, kind: "SUPERIOR" };
      const body = { ...relation, validFrom: today, decree: "SK 821/903/2026" };
      await must(`/v1/agencies/${employee.agencyId}/relations:set`, officer.token, body);

      const denied = await approve(former, second);
      expect([denied.status, denied.body.code]).toEqual([403, "NOT_THE_ASSESSOR"]);
      expect([await seenBy(former), await seenBy(present)]).toEqual([false, true]);
      expect((await approve(present, second)).status).toBe(200);
      // What was decided in time stands.
      expect((await approve(present, first)).body).toMatchObject({ approved: 1 });
    },
    limitMs,
  );
});
