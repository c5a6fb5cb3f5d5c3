import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { addDays, type Day, dayAt } from "@kinerja/common/kernel";

import { settingLimits } from "../domain/exports/settings.ts";
import { agency, approver, callBy, fakeAccess, maker } from "../testing/month.ts";
import { startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { type AccessTo } from "./authorise.ts";
import { listExportSettings, setExportSetting, type SettingOrder } from "./exports-list.ts";

let platform: TestPlatform;
let admin: Awaited<ReturnType<TestPlatform["database"]["administrator"]>>;
let today: Day;
/** Each test has an agency of its own: what was said stays. */
let agencyId: string;
let agencies = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.database.administrator();
  today = dayAt(platform.now(), "WIB");
});
beforeEach(() => {
  agencyId = agency((agencies += 1));
});
afterAll(async () => {
  await admin.stop();
  await platform.stop();
});

/** Everybody has in each agency the duties of the first. */
const accessTo: AccessTo = (caller, action, resource, target) =>
  fakeAccess()(caller, action, resource, { ...target, agencyId: agency(1) });
const needs = (now = platform.now) => ({ store: platform.store, now, accessTo });
const say = (order: Partial<SettingOrder>, who = maker, now = platform.now) => {
  const whole = { agencyId, key: "satker", value: "019011", validFrom: today as string, ...order };
  return setExportSetting(needs(now))(callBy(who), whole);
};
const list = async (): Promise<string[][]> =>
  (await listExportSettings(needs())(callBy(maker), agencyId)).map(({ key, validFrom, value }) => [
    key,
    validFrom,
    value,
  ]);
const full = (code: string, params: object, pointer = "/validFrom") => ({ violations: [{ pointer, code, params }] });

/** What was said long ago, row by row: keys and days by SQL of n. */
const saidBefore = (count: number, key: string, day: string, value = "'tpp_beban_kerja'"): Promise<unknown> =>
  admin.query(
    `insert into export_setting (agency_id, key, value, valid_from, set_by, set_at)
     select $1, ${key}, ${value}, ${day}, $2, $3::timestamptz - interval '30 days' from generate_series(1, $4) n`,
    [agencyId, maker, new Date(platform.now()), count],
  );
const rowsOf = async (): Promise<number> => {
  const [row] = await admin.query<{ n: number }>("select count(*)::int as n from export_setting where agency_id = $1", [agencyId]); // prettier-ignore
  return row?.n ?? 0;
};

describe("an agency that has all its keys", () => {
  const { keys } = settingLimits;
  const none = full("SETTING_KEYS_FULL", { max: keys }, "/key");
  beforeEach(() => saidBefore(keys, "'sipd.line.line_' || n", "'2026-01-01'::date"));

  it("begins no other one, says those anew and ends them", async () => {
    await expect(say({})).rejects.toMatchObject(none);
    await expect(say({ value: "" })).rejects.toMatchObject(none);
    const known = { key: "sipd.line.line_7" };
    expect(await say({ ...known, value: "tpp_prestasi_kerja" })).toMatchObject({ value: "tpp_prestasi_kerja" });
    expect(await say({ ...known, value: "" })).toMatchObject({ value: "" });
  });

  it("has room for another the day after one has ended, and for the other agencies always", async () => {
    await say({ key: "sipd.line.line_1", value: "" });
    await expect(say({})).rejects.toMatchObject(none);
    const tomorrow = (): number => platform.now() + 86_400_000;
    expect(await say({}, maker, tomorrow)).toMatchObject({ value: "019011" });
    await expect(say({ key: "letterhead.1", value: "Daerah" }, maker, tomorrow)).rejects.toMatchObject(none);
    expect(await say({ agencyId: agency(40) })).toMatchObject({ value: "019011" });
  });
});

describe("a key that has all its first days", () => {
  const { days } = settingLimits;
  const none = () => full("SETTING_DAYS_FULL", { max: days, day: today });

  it("takes no other one, and ends today and on those that it has", async () => {
    await saidBefore(days, "'satker'", `'${addDays(today, 1)}'::date + n`, "'019012'");
    await expect(say({})).rejects.toMatchObject(none());
    await expect(say({ validFrom: addDays(today, 1), value: "" })).rejects.toMatchObject(none());
    expect(await say({ key: "decree", value: "1/2026" })).toMatchObject({ value: "1/2026" });
    expect(await say({ validFrom: addDays(today, 9) })).toMatchObject({ value: "019011" });
    expect(await say({ validFrom: addDays(today, 9), value: "" })).toMatchObject({ value: "" });
    expect(await say({ value: "" })).toMatchObject({ value: "" });
  });

  it("takes others as days are over, but not as many as one likes of days that were over already", async () => {
    await saidBefore(days, "'satker'", `'${today}'::date - n`, "'019012'");
    // 30 of them were still to come when they were said.
    expect(await say({})).toMatchObject({ value: "019011" });
    for (let n = 0; n < 29; n += 1) await say({ validFrom: addDays(today, -100 - n) });
    await expect(say({ validFrom: addDays(today, -200) })).rejects.toMatchObject(none());
  });

  it("takes what the second person says, and the end of a wrong account by two", async () => {
    const key = "bank.debit_account";
    await say({ key, value: "1111111111" });
    await saidBefore(days, `'${key}'`, `'${today}'::date + n`, "'3333333333'");
    expect(await say({ key, value: "1111111111" }, approver)).toMatchObject({ inForce: true });
    await say({ key, value: "" });
    expect(await say({ key, value: "" }, approver)).toMatchObject({ inForce: true, value: "", proposedBy: maker });
  });
});

describe("a key that is said again and again from one day on", () => {
  const { values } = settingLimits;

  it("has one row for the same words, also of another person once they hold", async () => {
    const first = await say({});
    expect(await say({})).toEqual(first);
    expect(await say({}, approver)).toEqual(first);
    const asked = { key: "bank.note", value: "Tukin" };
    const proposed = await say(asked);
    expect(await say(asked)).toEqual(proposed);
    const inForce = await say(asked, approver);
    for (const who of [maker, approver]) expect(await say(asked, who)).toEqual(inForce);
    expect(await rowsOf()).toBe(3);
  });

  it("takes so many values of one person, and the end", async () => {
    for (let n = 0; n < values; n += 1) await say({ value: `01901${n % 2}` });
    await expect(say({ value: "019012" })).rejects.toMatchObject(full("SETTING_VALUES_FULL", { max: values }));
    expect(await say({ value: "019012" }, approver)).toMatchObject({ setBy: approver });
    for (let n = 0; n < 5; n += 1) await say({ value: "" });
    expect(await rowsOf()).toBe(values + 2);
    expect(await say({ validFrom: addDays(today, 1) })).toMatchObject({ value: "019011" });
  });
});

it("shows what holds of each key, and what is to come, before days that are over", async () => {
  await say({ value: "019099", validFrom: addDays(today, 1) });
  await saidBefore(60, "'decree'", `'2026-03-01'::date - n`, "'1/2025'");
  await saidBefore(1_990, "'satker'", `'${today}'::date - n`, "'019012'");
  await say({ key: "tax.tin", value: "001234567890123" });
  const shown = await list();
  expect(shown).toHaveLength(2_000);
  expect(shown.filter(([key]) => key === "tax.tin")).toHaveLength(1);
  expect(shown[0]).toEqual(["decree", "2026-02-28", "1/2025"]);
  const satker = shown.filter(([key]) => key === "satker");
  expect(satker.slice(0, 2)).toEqual([["satker", addDays(today, 1), "019099"], ["satker", addDays(today, -1), "019012"]]); // prettier-ignore
  expect(shown).not.toContainEqual(["satker", addDays(today, -1_990), "019012"]);
});
