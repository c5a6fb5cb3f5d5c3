import { describe, expect, it } from "@jest/globals";
import { Problem } from "../../api/problem.ts";
import { type Client } from "../../api/client.ts";
import { createFormat } from "../../i18n/format.ts";
import { listNotices } from "./calls.ts";
import { addressOf, merged, type Notice, peopleIn } from "./notice.ts";
import { says } from "./says.ts";

const notice = (noticeId: string, at: string, code = "SKP_SET", params: Record<string, string> = {}): Notice => ({
  ...{ noticeId, code, params, at },
});

/** A platform of which some services are down. */
const clientOf = (answers: Readonly<Record<string, readonly Notice[]>>): Client =>
  ({
    get: (path: string) => {
      const notices = answers[path.split("/").at(-1) ?? ""];
      return notices === undefined
        ? Promise.reject(new Problem({ status: 503, code: "UNAVAILABLE" }))
        : Promise.resolve({ notices });
    },
  }) as unknown as Client;

describe("notices of all services", () => {
  const old = notice("1", "2026-10-01T01:00:00Z");
  const recent = notice("2", "2026-11-04T03:00:00.5Z");

  it("stand in one list, newest first", () => expect(merged([[old], [], [recent]])).toEqual([recent, old]));

  it("one that fails doesn't hide the others", async () => {
    const heard = await listNotices(clientOf({ planning: [old], evaluation: [], allowance: [recent] }));
    expect(heard).toEqual({ notices: [recent, old], silent: ["activity"] });
  });

  it("fail only when none answers", async () => {
    await expect(listNotices(clientOf({}))).rejects.toMatchObject({ status: 503 });
  });

  it("name the people whose names the page needs", () =>
    expect(peopleIn([old, notice("3", "", "SKP_SUBMITTED", { personId: "p" })])).toEqual(["p"]));
});

describe("each code", () => {
  const params = {
    ...{ period: "2026-10", year: "2026", count: "2", days: "3", fromDate: "2026-10-12", toDate: "2026-10-14" },
    ...{ untilDate: "2026-11-03", missing: "1", returned: "2", dueDate: "2026-11-20" },
  };
  const codes = Object.keys(says.id);

  it("has words in both languages", () => expect(Object.keys(says.en)).toEqual(codes));

  it.each(codes)("%s: whole sentences, and the page it concerns", (code) => {
    for (const language of ["id", "en"] as const) {
      const said = says[language][code]?.(params, createFormat(language), "Wulan") ?? [];
      expect(said.join(" ")).not.toMatch(/undefined|NaN|\s{2}/);
      expect(said[1]).toMatch(/\.$/);
    }
    expect(addressOf(notice("1", "", code, params))).toMatch(/^\//);
  });

  it("that is not known yet leads nowhere", () => expect(addressOf(notice("1", "", "NEW"))).toBeUndefined());

  it("of a statement leads to that run of the month", () => {
    const ready = { ...notice("1", "", "STATEMENT_READY"), params: { period: "2026-10", run: "r1" } };
    expect(addressOf(ready)).toBe("/tunjangan?periode=2026-10&proses=r1");
    expect(addressOf({ ...ready, params: { period: "2026-10" } })).toBe("/tunjangan?periode=2026-10");
  });

  it("says the month where the month matters", () => {
    const f = createFormat("id");
    expect(says.id["STATEMENT_READY"]?.(params, f, "")[0]).toBe("Tunjangan Oktober 2026 siap");
    expect(says.id["EVALUATION_ISSUED"]?.({ period: "2026" }, f, "")[0]).toBe("Evaluasi 2026 terbit");
    expect(says.id["ENTRIES_MISSING"]?.(params, f, "")[1]).toBe("12–14 Oktober.");
  });
});
