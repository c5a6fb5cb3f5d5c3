import { type Notice } from "../../src/pages/notices/notice.ts";
import { type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf } from "../fake-data.ts";

let number = 0;
const notice = (code: string, at: string, params: Notice["params"] = {}): Notice => {
  number += 1;
  return { noticeId: idOf(40, number), code, params, at: `${at}:00Z` };
};

/** The first person hears from all; the fourth has nothing; of the third, one service is away. */
export const noticesRoutes = (people: readonly FakePerson[]): FakeRoutes => {
  const own = { skpId: idOf(10, 0), year: "2026" };
  // The plan's page reads its own part of them.
  const planning = [
    notice("SKP_SUBMITTED", "2026-11-18T02:00", { year: "2026", personId: idOf(0, 3) }),
    notice("SKP_SET", "2026-01-14T02:00", { ...own, revision: "1" }),
    notice("SKP_RETURNED", "2026-01-09T02:00", { ...own, reason: "Target laporan belum menyebut satuan." }),
  ];
  const lists: Readonly<Record<string, readonly Notice[]>> = {
    activity: [
      notice("ENTRIES_MISSING", "2026-11-18T23:00", { days: "3", fromDate: "2026-11-16", toDate: "2026-11-18" }),
      notice("ENTRIES_RETURNED", "2026-11-13T08:00", {
        ...{ count: "1", fromDate: "2026-11-12", toDate: "2026-11-12", reason: "EVIDENCE_MISSING" },
      }),
    ],
    planning,
    evaluation: [
      notice("EVALUATION_ISSUED", "2026-11-04T03:00", { period: "2026-10" }),
      notice("FEEDBACK_RECEIVED", "2026-10-22T06:00", { period: "2026-10", authorAs: "superior" }),
    ],
    allowance: [
      notice("STATEMENT_READY", "2026-11-05T03:00", { period: "2026-10" }),
      notice("BARU", "2026-10-01T00:00"),
    ],
  };
  return {
    "GET /v1/notices/*": ({ person, parts }) => {
      const source = parts[2] ?? "";
      if (person === people[3]) return ok({ notices: [] });
      if (person === people[2] && source === "evaluation") return problem(503, "UNAVAILABLE", "Layanan terganggu.");
      return ok({ notices: lists[source] ?? [] });
    },
  };
};
