import { type Account, type DayOff, type WorkingWeek } from "../../src/pages/people/types.ts";
import { type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { seedWeeks } from "./hours.ts";

const dayOff = (date: string, name: string, change: Partial<DayOff> = {}): DayOff => ({
  ...{ date: `2026-${date}`, name, collectiveLeave: false, agencyId: "", decree: "Bawaan platform", verified: false },
  ...change,
});

const matched = { verified: true, decree: "SKB contoh 1017/2026" } as const;

const seedDays = (): DayOff[] => [
  dayOff("01-01", "Tahun Baru Masehi", matched),
  dayOff("03-19", "Hari Suci Nyepi", matched),
  dayOff("03-20", "Cuti bersama Hari Suci Nyepi", { ...matched, collectiveLeave: true }),
  dayOff("05-01", "Hari Buruh Internasional", matched),
  dayOff("06-01", "Hari Lahir Pancasila"),
  dayOff("08-17", "Hari Kemerdekaan Republik Indonesia"),
  dayOff("10-12", "Hari jadi Kabupaten Selat Jingga", {
    ...{ agencyId: idOf(2, 0), decree: "Perbup contoh 12/2026", verified: true },
  }),
  dayOff("12-25", "Hari Raya Natal"),
];

const account = (number: number, person: number, change: Partial<Account> = {}): Account => ({
  ...{ accountId: idOf(60, number), personId: idOf(0, person), bankName: "Bank Contoh Daerah", numberSuffix: "0901" },
  ...{ holderName: "ANI CONTOH", validFrom: "2026-12-01", validTo: "", state: "PROPOSED" },
  ...{ decree: "Surat pernyataan 901/2026", proposedBy: idOf(0, 3), proposedAt: "2026-11-18T02:00:00Z" },
  ...{ decidedBy: "", reason: "" },
  ...change,
});

const decided = { decidedBy: idOf(0, 3), decidedAt: "2026-01-05T02:00:00Z", proposedBy: idOf(0, 2) } as const;

const seedAccounts = (): Account[] => [
  account(1, 4, { holderName: "RANGGA SASMITA", numberSuffix: "4471" }),
  account(2, 6, { holderName: "LARAS ANINDYA", numberSuffix: "0082", proposedBy: idOf(0, 2) }),
  account(3, 2, { holderName: "GADING MAHESA", numberSuffix: "3310" }),
  account(4, 4, {
    ...{ ...decided, state: "CONFIRMED", numberSuffix: "9120", holderName: "RANGGA SASMITA" },
    ...{ validFrom: "2026-01-01", validTo: "" },
  }),
  account(5, 7, {
    ...{ ...decided, state: "CONFIRMED", numberSuffix: "7703", holderName: "TEGAR SAMUDRA" },
    ...{ validFrom: "2026-01-01", validTo: "2026-09-30" },
  }),
  account(6, 5, {
    ...{ ...decided, state: "REJECTED", numberSuffix: "1212", holderName: "BAYU KERTANEGARA" },
    reason: "Nomor tidak cocok dengan buku tabungan.",
  }),
];

/** Days off, working weeks and bank accounts; they keep what is done to them. */
export function recordRoutes(): FakeRoutes {
  const days = seedDays();
  const weeks = seedWeeks();
  const accounts = seedAccounts();
  const placeOf = ({ body }: Call): number =>
    days.findIndex(({ date, agencyId }) => date === body["date"] && agencyId === (body["agencyId"] ?? ""));
  const decide = ({ parts }: Call, change: Partial<Account>): ReturnType<typeof ok> => {
    const place = accounts.findIndex(({ accountId }) => (parts[4] ?? "").startsWith(accountId));
    const found = accounts[place];
    if (found === undefined) return problem(404, "ACCOUNT_UNKNOWN", "Rekening ini tidak ada.");
    accounts[place] = { ...found, ...change };
    return ok({});
  };
  return {
    "GET /v1/holidays": ({ query }: Call) =>
      ok({ days: days.filter(({ date }) => date.startsWith(query.get("year") ?? "")), weeks }),
    "POST /v1/agencies/*/working-weeks:set": ({ body }: Call) => {
      const { unitId = "", validFrom = "", days: length = 5, decree = "" } = body as Partial<WorkingWeek>;
      weeks.push({ unitId, validFrom, days: length, decree });
      return ok({});
    },
    "POST /v1/holidays:set": (call: Call) => {
      const { date = "", name = "", decree = "", agencyId = "", collectiveLeave } = call.body as Partial<DayOff>;
      const written = { date, name, decree, agencyId, collectiveLeave: collectiveLeave === true, verified: true };
      const place = placeOf(call);
      if (place < 0) days.push(written);
      else days[place] = written;
      days.sort((a, b) => (a.date < b.date ? -1 : 1));
      return ok({ day: written });
    },
    "POST /v1/holidays:remove": (call: Call) => {
      days.splice(placeOf(call), 1);
      return ok({});
    },
    "GET /v1/agencies/*/accounts": ({ query }: Call) => {
      const [state, personId] = [query.get("state"), query.get("personId")];
      const rows = accounts.filter(
        (one) => (state === null || one.state === state) && (personId === null || one.personId === personId),
      );
      return ok({ accounts: rows, nextPageToken: "" });
    },
    "POST /v1/agencies/*/accounts:propose": ({ body, person }: Call) => {
      const { personId = "", bankName = "", holderName = "", validFrom = "", decree = "" } = body as Partial<Account>;
      const numberSuffix = String(body["accountNumber"]).slice(-4);
      const proposed = { personId, bankName, holderName, validFrom, decree, numberSuffix };
      accounts.unshift(account(9, 0, { ...proposed, proposedBy: person.me.personId }));
      return ok({ accountId: idOf(60, 9) });
    },
    "POST /v1/agencies/*/accounts/*:confirm": (call: Call) => decide(call, { state: "CONFIRMED" }),
    "POST /v1/agencies/*/accounts/*:reject": (call: Call) =>
      decide(call, { state: "REJECTED", reason: String(call.body["reason"]) }),
  };
}
