import { type Answer, type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf } from "../fake-data.ts";
import {
  type Agreement,
  type ChainLink,
  type MatrixCell,
  type PlanItem,
  type Skp,
  type SkpContent,
  type SkpState,
  type WorkResult,
} from "../../src/pages/plan/types.ts";

const agencyId = idOf(2, 0);
const [dinas, bidang] = [idOf(3, 0), idOf(3, 1)];
const year = 2026;

const result = (nr: number, kind: WorkResult["kind"], text: string, more: Partial<WorkResult>): WorkResult => ({
  ...{ rhkId: idOf(20, nr), kind, text, indicators: [], ...more },
});
const measure = (
  nr: number,
  aspect: "KUANTITAS" | "KUALITAS" | "WAKTU",
  text: string,
  target: string,
  unit: string,
) => ({
  ...{ indicatorId: idOf(21, nr), aspect, text, target, unit },
});

const content: SkpContent = {
  results: [
    result(1, "UTAMA", "Cakupan imunisasi dasar lengkap di kabupaten kepulauan meningkat", {
      ...{ parentKind: "SUPERIOR_RHK", parentId: idOf(22, 1) },
      indicators: [
        measure(1, "KUANTITAS", "Puskesmas yang disupervisi", "84", "puskesmas"),
        measure(2, "KUALITAS", "Rantai dingin tanpa penyimpangan suhu", "95", "persen"),
      ],
    }),
    result(2, "UTAMA", "Data cakupan imunisasi tersedia tepat waktu", {
      ...{ parentKind: "SUPERIOR_RHK", parentId: idOf(22, 1) },
      indicators: [measure(3, "WAKTU", "Laporan terbit paling lambat tanggal 10", "60", "laporan")],
    }),
    result(3, "UTAMA", "Kader posyandu terlatih di pulau terluar", {
      ...{ parentKind: "PROVISIONAL", parentId: idOf(22, 2), assignedByUnitId: dinas },
      indicators: [measure(4, "KUANTITAS", "Kader yang lulus pelatihan", "120", "kader")],
    }),
  ],
  expectations: [
    { value: "AKUNTABEL", text: "Laporan selesai paling lambat hari kerja terakhir" },
    { value: "KOLABORATIF", text: "Menggandeng puskesmas pembantu sejak perencanaan" },
  ],
  resources: ["Kendaraan dinas", "Laptop", "Anggaran perjalanan 12 pulau"],
  accountability: ["Laporan bulanan"],
  consequences: [],
};

const skpOf = (person: number, state: SkpState, more: Partial<Skp> = {}): Skp => ({
  ...{ skpId: idOf(10, person), personId: idOf(0, person), employmentId: idOf(1, person), agencyId, unitId: bidang },
  ...{ assessorId: idOf(0, 1), year, validFrom: "2026-01-01", validTo: "2026-12-31", positionKind: "STAFF", state },
  ...{ version: 4, setRevision: state === "SET" ? 1 : 0, returnReason: "", content, ...more },
});

const link = (rhkId: string, level: number, kind: ChainLink["kind"], text: string, personId: string): ChainLink => ({
  ...{ rhkId, level, kind, text, personId, unitId: personId === "" ? dinas : "" },
});

function chainsOf({ content: { results }, personId }: Skp): ChainLink[] {
  return results.flatMap(({ rhkId = "", text, parentKind, parentId }) => {
    const own = link(rhkId, 0, "SUPERIOR_RHK", text, personId);
    if (parentId === undefined) return [own];
    const near = link(rhkId, 1, parentKind ?? "PROVISIONAL", "Layanan imunisasi menjangkau seluruh pulau", idOf(0, 1));
    const top = link(rhkId, 2, "AGREEMENT_INDICATOR", "Persentase bayi dengan imunisasi dasar lengkap", "");
    return parentKind === "PROVISIONAL" ? [own, near] : [own, near, top];
  });
}

const items: PlanItem[] = [
  { itemId: idOf(23, 1), rhkId: idOf(20, 1), text: "Supervisi puskesmas", target: 16, unit: "puskesmas" },
  { itemId: idOf(23, 2), rhkId: idOf(20, 2), text: "Laporan cakupan imunisasi", target: 20, unit: "laporan" },
  { itemId: idOf(23, 3), rhkId: idOf(20, 3), text: "Pelatihan kader", target: 8, unit: "kegiatan" },
];

/** What the head of the unit is writing; the tree has one that is set. */
export const agreement: Agreement = {
  ...{ agreementId: idOf(24, 1), agencyId, unitId: dinas, year, state: "DRAFT", version: 2 },
  objectives: [
    {
      objectiveId: idOf(25, 1),
      text: "Derajat kesehatan ibu dan anak meningkat",
      indicators: [
        { indicatorId: idOf(26, 1), text: "Bayi dengan imunisasi dasar lengkap", target: "94", unit: "persen" },
        { indicatorId: idOf(26, 2), text: "Puskesmas dengan rantai dingin baik", target: "100", unit: "persen" },
      ],
    },
  ],
};

/** What the planning service keeps, by SKP. */
interface Desk {
  readonly skps: Map<string, Skp>;
  readonly months: Map<string, PlanItem[]>;
  cells: MatrixCell[];
  agreement: Agreement | undefined;
}

function seed(): Desk {
  const skps = [
    skpOf(0, "SET"),
    skpOf(1, "SET", { positionKind: "UNIT_HEAD", assessorId: idOf(0, 13) }),
    skpOf(2, "SUBMITTED", { version: 3 }),
    skpOf(3, "SUBMITTED", { version: 5, setRevision: 1 }),
    skpOf(4, "RETURNED", { returnReason: "Target laporan belum menyebut satuan." }),
    skpOf(5, "DRAFT", { version: 2 }),
    skpOf(6, "SET", { setRevision: 2 }),
  ];
  return {
    skps: new Map(skps.map((skp) => [skp.skpId, skp])),
    months: new Map([[`${idOf(10, 0)}/2026-11`, items]]),
    cells: [{ leaderRhkId: idOf(20, 1), personId: idOf(0, 2), result: "Rujukan bayi risiko tinggi tertangani" }],
    agreement,
  };
}

const headerOf = ({ content: _, ...header }: Skp) => header;
const missing = (): Answer => problem(404, "NOT_FOUND", "Tidak ada.");

/** Gives new rows an id, as the service does. */
function withIds(sent: SkpContent, newId: () => string): SkpContent {
  return {
    ...sent,
    results: sent.results.map((one) => ({
      ...one,
      rhkId: one.rhkId ?? newId(),
      indicators: one.indicators.map((indicator) => ({ ...indicator, indicatorId: indicator.indicatorId ?? newId() })),
    })),
  };
}

function commandRoutes(desk: Desk): FakeRoutes {
  let count = 0;
  const newId = () => idOf(28, (count += 1));
  /** `/v1/skps/<id>:<act>` */
  const act =
    (name: string, change: (skp: Skp, body: Record<string, unknown>) => Partial<Skp> | Answer) =>
    ({ parts, body }: Call): Answer => {
      const skp = desk.skps.get((parts[2] ?? "").replace(`:${name}`, ""));
      if (skp === undefined) return missing();
      if (body["expectedVersion"] !== undefined && body["expectedVersion"] !== skp.version)
        return problem(409, "VERSION_CONFLICT", "Data ini berubah.");
      const changed = change(skp, body);
      if ("status" in changed) return changed;
      const next = { ...skp, ...changed, version: skp.version + 1 };
      desk.skps.set(skp.skpId, next);
      return ok({ skp: next });
    };
  return {
    "POST /v1/skps:create": ({ person, body }) => {
      const empty = { results: [], expectations: [], resources: [], accountability: [], consequences: [] };
      const skp: Skp = {
        ...skpOf(99, "DRAFT", {
          content: empty,
          version: 1,
          positionKind: body["positionKind"] as Skp["positionKind"],
        }),
        ...{ personId: person.me.personId, employmentId: String(body["employmentId"]), year: Number(body["year"]) },
      };
      desk.skps.set(skp.skpId, skp);
      return ok({ skp });
    },
    "POST /v1/skps/*:save": act("save", (_, body) => ({ content: withIds(body["content"] as SkpContent, newId) })),
    "POST /v1/skps/*:submit": act("submit", () => ({ state: "SUBMITTED" })),
    "POST /v1/skps/*:return": act("return", (_, body) => ({
      state: "RETURNED",
      returnReason: String(body["reason"]),
    })),
    "POST /v1/skps/*:set": act("set", ({ setRevision, personId }) =>
      personId === idOf(0, 3)
        ? problem(422, "PARENT_NOT_SET", "Hasil kerja atasan yang disandari belum ditetapkan.", {
            errors: [
              {
                pointer: "/content/results/2/parentId",
                code: "PARENT_NOT_SET",
                detail: "Hasil kerja atasan ini belum ditetapkan.",
              },
            ],
          })
        : { state: "SET", setRevision: setRevision + 1 },
    ),
    "POST /v1/skps/*:revise": act("revise", () => ({ state: "DRAFT" })),
    "POST /v1/skps/*/plans/*:save": ({ parts, body }) => {
      const saved = (body["items"] as PlanItem[]).map((item) => ({ ...item, itemId: item.itemId ?? newId() }));
      desk.months.set(`${parts[2] ?? ""}/${(parts[4] ?? "").replace(":save", "")}`, saved);
      return ok({ items: saved });
    },
    "POST /v1/matrices:save": ({ body }) => {
      desk.cells = body["cells"] as MatrixCell[];
      return ok({ cells: desk.cells.length });
    },
    "POST /v1/agencies/*/agreements:save": ({ body }) => {
      const objectives = body["objectives"] as Agreement["objectives"];
      desk.agreement = { ...agreement, objectives, version: (desk.agreement?.version ?? 0) + 1 };
      return ok({ agreement: desk.agreement });
    },
    "POST /v1/agencies/*/agreements/*:set": () => {
      desk.agreement = { ...(desk.agreement ?? agreement), state: "SET" };
      return ok({ agreement: desk.agreement });
    },
  };
}

function readRoutes(desk: Desk, people: readonly FakePerson[]): FakeRoutes {
  const all = () => [...desk.skps.values()];
  return {
    "GET /v1/skps": ({ person, query }) =>
      ok({
        skps: all().filter(
          (skp) => skp.personId === person.me.personId && String(skp.year) === (query.get("year") ?? ""),
        ),
      }),
    "GET /v1/skps/*": ({ parts }) => {
      const skp = desk.skps.get(parts[2] ?? "");
      return skp === undefined ? missing() : ok({ skp, chains: chainsOf(skp) });
    },
    "GET /v1/plans/*": ({ person, parts, query }) => {
      const skp = all().find(
        ({ personId, skpId }) => personId === person.me.personId && skpId === (query.get("skpId") ?? skpId),
      );
      const found = desk.months.get(`${skp?.skpId ?? ""}/${parts[2] ?? ""}`) ?? [];
      return ok({ items: found, results: [], skpId: skp?.skpId ?? "", state: "SET" });
    },
    "GET /v1/parents/*": () =>
      ok({
        choices: [
          {
            ...{ kind: "SUPERIOR_RHK", parentId: idOf(22, 1), text: "Layanan imunisasi menjangkau seluruh pulau" },
            ...{ personId: idOf(0, 1), unitId: bidang, year, role: "Cakupan imunisasi di kepulauan meningkat" },
          },
          {
            ...{ kind: "PROVISIONAL", parentId: idOf(22, 2), text: "Kader kesehatan tersebar merata" },
            ...{ personId: idOf(0, 1), unitId: bidang, year: year - 1, role: "" },
          },
        ],
      }),
    "GET /v1/team/skps": ({ person }) => {
      const team = all().filter(({ assessorId }) => assessorId === person.me.personId && assessorId === idOf(0, 1));
      return ok({
        skps: team.map(headerOf).sort((one) => (one.state === "SUBMITTED" ? -1 : 1)),
        peopleWithoutSkp: person === people[1] ? [idOf(0, 7)] : [],
        nextPageToken: "",
      });
    },
    "GET /v1/matrices/*": () => ok({ cells: desk.cells }),
    "GET /v1/me/subordinates": ({ person }) =>
      ok({
        subordinates: people.slice(2).map(({ me: { personId, name, nipSuffix, employments } }, place) => ({
          // Two of the people are in a work team that the fourth person leads.
          kind: person === people[3] && place > 2 && place < 5 ? "TEAM_LEAD" : "SUPERIOR",
          person: { personId, name, nipSuffix, positionName: employments[0]?.positionName ?? "", unitName: "" },
          employment: employments[0],
        })),
      }),
  };
}

/** The planning service in memory. */
export function planRoutes(people: readonly FakePerson[]): FakeRoutes {
  const desk = seed();
  return { ...commandRoutes(desk), ...readRoutes(desk, people) };
}
