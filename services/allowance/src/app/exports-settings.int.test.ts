import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { agency, callBy, fakeAccess, maker } from "../testing/month.ts";
import { startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { setExportSetting, type SettingOrder } from "./exports-list.ts";

const most = 2_000;
const before = "2026-01-01";
let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  const admin = await platform.database.administrator();
  await admin.query(
    `insert into export_setting (agency_id, key, value, valid_from, set_by, set_at)
     select $1, 'sipd.line.line_' || n, 'tpp_beban_kerja', $2, $3, now() from generate_series(1, $4) n`,
    [agency(1), before, maker, most - 1],
  );
  await admin.stop();
});
afterAll(() => platform.stop());

const say = (order: Partial<SettingOrder>) => {
  const { store, now } = platform;
  const whole = { agencyId: agency(1), key: "satker", value: "019011", validFrom: before, ...order };
  return setExportSetting({ store, now, accessTo: fakeAccess() })(callBy(maker), whole);
};

it("an agency has so many settings, says the last of them anew, and begins no other one", async () => {
  await say({});
  const full = { violations: [{ pointer: "/key", code: "LIST_TOO_LONG", params: { max: most, length: most } }] };
  await expect(say({ validFrom: "2026-02-01" })).rejects.toMatchObject(full);
  await expect(say({ key: "letterhead.1", value: "Daerah" })).rejects.toMatchObject(full);
  expect(await say({ value: "019012" })).toMatchObject({ value: "019012" });
  expect(await say({ agencyId: agency(2) })).toMatchObject({ value: "019011" });
});
