import {
  type Finding,
  type Grant,
  type Import,
  type Listed,
  type Period,
  type SealedPeriod,
  type Unit,
} from "../../src/pages/people/types.ts";
import { type Answer, type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf, today } from "../fake-data.ts";

const agencyId = idOf(2, 0);
const hash = (seed: string): string => seed.repeat(64).slice(0, 64);
const at = (day: string, time: string): string => `${day}T${time}:00Z`;

/** The scenes put these two in place of the agencies and units of the other pages. */
export const officeAgencies = [
  { agencyId, name: "Pemerintah Provinsi Nusa Bahari", kind: "PROVINSI" },
  { agencyId: idOf(2, 1), name: "Pemerintah Kabupaten Tanjung Biru", kind: "KABUPATEN" },
];

export const officeUnits: readonly Unit[] = [
  { unitId: idOf(3, 0), parentId: "", name: "Dinas Kesehatan", zone: "WITA", headPersonId: idOf(0, 1) },
  { unitId: idOf(3, 1), parentId: idOf(3, 0), name: "Bidang Pelayanan", zone: "WITA", headPersonId: "" },
  { unitId: idOf(3, 2), parentId: idOf(3, 1), name: "Seksi Pelayanan Rujukan", zone: "WITA", headPersonId: "" },
];

/** Those who lack a password, or a superior. */
const withoutPassword = [4, 5, 6];
const withoutSuperior = [1, 7];

const listedOf = ({ me }: FakePerson, place: number): Listed => {
  const [employment] = me.employments;
  if (employment === undefined) throw new Error("everybody of the office has a post");
  return {
    person: {
      personId: me.personId,
      name: me.name,
      nipSuffix: me.nipSuffix,
      positionName: employment.positionName,
      unitName: employment.unitName,
    },
    employment: { ...employment, staffKind: place === 5 ? "PPPK" : "PNS" },
    activated: !withoutPassword.includes(place),
    superiorId: withoutSuperior.includes(place) ? "" : idOf(0, 1),
  };
};

const importOf = (number: number, change: Partial<Import> = {}): Import => ({
  ...{ importId: idOf(40, number), state: "CHECKED", fileId: hash("b71f"), effectiveDate: "2026-11-01" },
  ...{ rows: 612, peopleNew: 31, peopleChanged: 57, peopleUnchanged: 516, unitsNew: 0, errors: 8, warnings: 16 },
  ...{ startedAt: at(today, "04:58"), startedBy: idOf(0, 4), agencyIds: [agencyId] },
  needsSecondPerson: true,
  ...change,
});

const seedImports = (): Import[] => [
  importOf(1),
  importOf(2, {
    ...{ state: "APPLIED", rows: 604, peopleNew: 604, peopleChanged: 0, peopleUnchanged: 0, errors: 0 },
    ...{ startedAt: at("2026-10-01", "01:10"), appliedAt: at("2026-10-01", "01:20") },
    ...{ effectiveDate: "2026-10-01", unitsNew: 12 },
  }),
  // Brought by the officer of the scenes.
  importOf(4, { startedAt: at(today, "03:12"), startedBy: idOf(0, 2), fileId: hash("4c0a") }),
  importOf(3, { state: "SUPERSEDED", startedAt: at("2026-09-30", "07:00"), startedBy: "system/identity" }),
];

const finding = (line: number, severity: Finding["severity"], column: string, code: string, params = {}): Finding => ({
  ...{ line, severity, column, code, params },
});

const findings: readonly Finding[] = [
  ...[18, 19, 40].map((line) => finding(line, "ERROR", "nip_baru", "NIP_SCIENTIFIC")),
  ...[77, 78, 90, 91].map((line) => finding(line, "ERROR", "unor_id", "UNIT_MISSING")),
  finding(143, "ERROR", "nip_baru", "NIP_TWICE", { otherLine: "205" }),
  ...Array.from({ length: 26 }, (_, place) => finding(300 + place, "WARNING", "atasan_nip", "SUPERIOR_MISSING")),
  finding(388, "WARNING", "tmt_jabatan", "DATE_IMPOSSIBLE", { raw: "31/02/2026" }),
  finding(1, "INFO", "", "PEOPLE_NOT_IN_FILE", { count: "9" }),
];

const seedGrants = (): Grant[] => [
  {
    ...{ grantId: idOf(41, 1), agencyId, personId: idOf(0, 4), role: "PAY_CHECKER", validFrom: "2026-11-01" },
    ...{ validTo: "", state: "PROPOSED", proposedBy: idOf(0, 3), proposedAt: at("2026-11-18", "02:00") },
    confirmedBy: "",
  },
  {
    ...{ grantId: idOf(41, 2), agencyId, personId: idOf(0, 5), role: "AUDITOR", validFrom: "2026-11-01" },
    ...{ validTo: "2026-12-31", state: "PROPOSED", proposedBy: idOf(0, 2), proposedAt: at("2026-11-18", "03:30") },
    confirmedBy: "",
  },
  {
    ...{ grantId: idOf(41, 3), agencyId, personId: idOf(0, 4), role: "PAY_MAKER", validFrom: "2026-10-01" },
    ...{ validTo: "", state: "CONFIRMED", proposedBy: "system/identity", proposedAt: at("2026-10-01", "02:00") },
    ...{ confirmedBy: idOf(0, 3), confirmedAt: at("2026-10-01", "03:00") },
  },
];

const ofAugust = (period: string): Pick<Period, "corrections" | "reopenings"> =>
  period === "2026-08"
    ? { corrections: "2", reopenings: [reopeningOf("Gangguan jaringan 28 Agustus, SE Sekda 17/2026", idOf(0, 7))] }
    : { corrections: "0", reopenings: [] };

const seedLog = (period: string): Period => {
  const isClosed = period < "2026-10";
  return {
    ...{ agencyId, period, state: isClosed ? "SEALED" : "OPEN", revision: isClosed ? 1 : 0 },
    ...{ count: isClosed ? "612" : "0", sha256: isClosed ? hash("05d2361c") : "", byFlag: [] },
    ...ofAugust(period),
    ...{ flagged: isClosed ? "14" : "0", late: isClosed ? "3" : "0", parked: "0" },
    undecided: isClosed ? "6" : "0",
    ...(isClosed ? { sealedAt: at(`${period}-28`, "03:03") } : {}),
  };
};

const seedSeal = (period: string): SealedPeriod => {
  const isSealed = period < "2026-09";
  return {
    ...{ agencyId, period, revision: isSealed ? 1 : 0, count: isSealed ? "611" : "0" },
    sha256: isSealed ? hash("35663935") : "",
    ...(isSealed ? { sealedAt: at(`${period}-28`, "06:00") } : {}),
  };
};

/** A proposal to open a sealed month again, of another officer. */
const reopeningOf = (reason: string, proposedBy: string): Period["reopenings"][number] => ({
  ...{ reopeningId: idOf(45, 1), revision: 1, reason, state: "PROPOSED", proposedBy },
  ...{ proposedAt: at(today, "04:40"), decidedBy: "" },
});

function reopen(logs: Map<string, Period>, { parts, body, person }: Call): Answer {
  const period = parts[4] ?? "";
  const log = keep(logs, period, seedLog);
  const verb = (parts.at(-1) ?? "").split(":")[1];
  const [waiting] = log.reopenings;
  const decided = { decidedBy: person.me.personId, decidedAt: at(today, "05:05") };
  if (verb === "propose") {
    const reason = typeof body["reason"] === "string" ? body["reason"] : "";
    logs.set(period, { ...log, reopenings: [reopeningOf(reason, person.me.personId)] });
  } else if (waiting !== undefined) {
    const state = verb === "confirm" ? "CONFIRMED" : "REJECTED";
    logs.set(period, {
      ...{ ...log, state: verb === "confirm" ? "REOPENED" : log.state },
      reopenings: [{ ...waiting, ...decided, state }],
    });
  }
  return ok({ period: logs.get(period) });
}

const keep = <Value>(known: Map<string, Value>, key: string, make: (key: string) => Value): Value => {
  const value = known.get(key) ?? make(key);
  known.set(key, value);
  return value;
};

/** People, imports and closings of an office; they keep what is done to them. */
export function peopleRoutes(people: readonly FakePerson[]): FakeRoutes {
  const imports = seedImports();
  const grants = seedGrants();
  const logs = new Map<string, Period>();
  const seals = new Map<string, SealedPeriod>();
  const find = (id: string | undefined): Import | undefined => imports.find(({ importId }) => importId === id);
  const unknown = problem(404, "NOT_FOUND", "Tidak ada.");
  return {
    ...directoryRoutes(people, grants),
    ...gapRoutes(people),
    "GET /v1/imports": () => ok({ imports, nextPageToken: "" }),
    "GET /v1/imports/*": ({ parts }: Call) => {
      const told = find(parts[2]);
      return told ? ok({ import: told }) : unknown;
    },
    "GET /v1/imports/*/findings": ({ parts }: Call) =>
      ok({ findings: parts[2] === idOf(40, 1) ? findings : [], nextPageToken: "" }),
    "POST /v1/imports:start": ({ body }: Call) =>
      body["effectiveDate"] === "2026-02-01"
        ? problem(422, "HEADER_MISSING", "Berkas tidak memuat kolom: nip_baru, unor_id. Tidak ada yang diubah.")
        : ok({ import: find(idOf(40, 1)) }),
    "POST /v1/imports/*:apply": ({ parts }: Call) => {
      const place = imports.findIndex(({ importId }) => `${importId}:apply` === parts[2]);
      const told = imports[place];
      if (told === undefined) return unknown;
      const applied: Import = { ...told, state: "APPLIED", appliedAt: at(today, "05:05") };
      imports[place] = applied;
      return ok({ import: applied });
    },
    "GET /v1/agencies/*/months/*": ({ parts }: Call) => ok({ period: keep(logs, parts[4] ?? "", seedLog) }),
    "POST /v1/agencies/*/months/*:close": ({ parts }: Call) => {
      const period = (parts[4] ?? "").replace(":close", "");
      const closing: Period = { ...seedLog(period), state: "CLOSING" };
      logs.set(period, closing);
      return ok({ period: closing });
    },
    "POST /v1/agencies/*/months/*/reopenings:propose": (call: Call) => reopen(logs, call),
    "POST /v1/agencies/*/months/*/reopenings/*": (call: Call) => reopen(logs, call),
    "GET /v1/agencies/*/evaluations/*": ({ parts }: Call) =>
      ok({ period: keep(seals, parts[4] ?? "", seedSeal), missing: parts[4] === "2026-09" ? 4 : 0 }),
    "POST /v1/agencies/*/evaluations/*:seal": ({ parts }: Call) => {
      const period = (parts[4] ?? "").replace(":seal", "");
      const sealed = { ...seedSeal("2026-08"), period, count: "608", sealedAt: at(today, "05:05") };
      seals.set(period, sealed);
      return ok({ period: sealed });
    },
    "POST /v1/agencies/*/attendance:import": () =>
      problem(422, "CSV_INVALID", "Ada baris yang perlu diperbaiki. Tidak ada yang diubah.", {
        errors: [
          { pointer: "/lines/4/status", code: "CHOICE_UNKNOWN", detail: "Pilih salah satu: HADIR, TERLAMBAT, …" },
          { pointer: "/lines/19/date", code: "DATE_FORM", detail: "Harus tanggal yang ada, misalnya 2026-03-31." },
        ],
      }),
  };
}

/** Names are searched without their titles. */
const searchedName = (name: string): string => (name.split(",")[0] ?? "").replace(/^([a-z]+\. )+/i, "").toLowerCase();

function directoryRoutes(people: readonly FakePerson[], grants: Grant[]): FakeRoutes {
  const listed = people.map(listedOf);
  return {
    "GET /v1/agencies/*/people": ({ query }: Call) => {
      const prefix = (query.get("namePrefix") ?? "").toLowerCase();
      const wants = (name: string, value: boolean) => query.get(name) === null || query.get(name) === String(value);
      const rows = listed.filter(
        ({ person, activated, superiorId }) =>
          searchedName(person.name).startsWith(prefix) &&
          wants("activated", activated) &&
          wants("hasSuperior", superiorId !== ""),
      );
      return ok({ people: rows, nextPageToken: "" });
    },
    "POST /v1/agencies/*/codes:issue": ({ body }: Call) => {
      const codes = (body["personIds"] as string[]).map((personId, place) => ({
        personId,
        code: ["K7QM-4WXP-2RTD", "9HJC-VN3A-E6TK", "X2PW-R8DM-4QYF"][place % 3],
        expiresAt: at("2026-11-26", "05:05"),
      }));
      return ok({ codes });
    },
    "POST /v1/agencies/*/relations:set": ({ body }: Call) =>
      body["decree"] === "putar"
        ? problem(422, "RELATION_CYCLE", "Hubungan ini membuat rantai atasan berputar. Tidak ada yang diubah.")
        : ok({ relationId: idOf(42, 1) }),
    "GET /v1/agencies/*/grants": ({ query }: Call) => {
      const [state, personId] = [query.get("state"), query.get("personId")];
      const rows = grants.filter(
        (grant) => (state === null || grant.state === state) && (personId === null || grant.personId === personId),
      );
      return ok({ grants: rows, nextPageToken: "" });
    },
    "POST /v1/agencies/*/grants:propose": () => ok({ grantId: idOf(41, 9) }),
    "POST /v1/agencies/*/grants/*:confirm": ({ parts }: Call) => {
      const place = grants.findIndex(({ grantId }) => `${grantId}:confirm` === parts[4]);
      const grant = grants[place];
      if (grant) grants[place] = { ...grant, state: "CONFIRMED" };
      return ok({});
    },
  };
}

function gapRoutes(people: readonly FakePerson[]): FakeRoutes {
  const id = (place: number): string => people[place]?.me.personId ?? "";
  return {
    "GET /v1/agencies/*/months/*/missing": () =>
      ok({
        people: [
          { personId: id(6), missingDates: ["2026-10-12", "2026-10-13", "2026-10-14"] },
          {
            personId: id(5),
            missingDates: ["01", "02", "05", "06", "07", "08", "09", "12"].map((day) => `2026-10-${day}`),
          },
        ],
        nextPageToken: "",
      }),
    "GET /v1/agencies/*/skps/gaps": () =>
      ok({
        gaps: [
          gapOf(id(5), 5, { state: "NONE", skpId: "", assessorId: "" }),
          gapOf(id(6), 6, { state: "SUBMITTED", changedAt: at("2026-11-10", "02:00") }),
        ],
        byState: [
          { state: "NONE", employments: 1 },
          { state: "SUBMITTED", employments: 1 },
        ],
        employments: 8,
        nextPageToken: "",
      }),
    "GET /v1/agencies/*/evaluations/*/gaps": () =>
      ok({
        people: [
          evaluationGap(id(2), "NO_SKP", false, ""),
          evaluationGap(id(3), "NO_REALISATION", false),
          evaluationGap(id(4), "NOT_RATED", true),
          evaluationGap(id(7), "NOT_ISSUED", false),
        ],
        counts: [{ gap: "NOT_RATED", people: 3 }],
        nextPageToken: "",
      }),
    "POST /v1/agencies/*/unit-predicates:set": () => ok({}),
  };
}

const gapOf = (personId: string, place: number, change: object) => ({
  ...{ personId, employmentId: idOf(1, place), unitId: idOf(3, 1), primary: true },
  ...{ skpId: idOf(50, place), assessorId: idOf(0, 1) },
  ...change,
});

const evaluationGap = (personId: string, gap: string, unitPredicateMissing: boolean, assessorId = idOf(0, 1)) => ({
  ...{ personId, unitId: idOf(3, 1), assessorId, gap, unitPredicateMissing },
});
