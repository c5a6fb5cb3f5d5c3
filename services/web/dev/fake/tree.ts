import type { components } from "../../src/api/schema.d.ts";
import { type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf } from "../fake-data.ts";

type TreeNode = components["schemas"]["TreeNode"];

const unit = (number: number, parent: number | undefined, name: string, head = "") => ({
  unitId: idOf(3, number),
  parentId: parent === undefined ? "" : idOf(3, parent),
  name,
  zone: "WITA",
  headPersonId: head,
});

const indicator = (number: number, text: string, gap = false): TreeNode => ({
  ...{ nodeId: idOf(20, number), parentId: "", kind: "AGREEMENT_INDICATOR", text, personId: "" },
  ...{ unitId: idOf(3, 0), state: "UNSPECIFIED", gap },
});

type Change = Partial<TreeNode> & { readonly unit?: number };

const result = (number: number, parentId: string, person: number, text: string, change: Change = {}): TreeNode => ({
  ...{ nodeId: idOf(21, number), parentId, kind: "SUPERIOR_RHK", text, personId: idOf(0, person) },
  ...{ unitId: idOf(3, change.unit ?? 1), state: "SET", gap: false },
  ...change,
});

/** Two objectives: the first deep, with a draft and a gap; the second with more siblings than a picture has room for. */
const nodes: readonly TreeNode[] = [
  indicator(1, "Imunisasi dasar lengkap di 94% desa"),
  result(1, idOf(20, 1), 1, "Cakupan imunisasi dasar meningkat", { unit: 0 }),
  result(2, idOf(21, 1), 0, "Cakupan imunisasi di kepulauan meningkat"),
  result(3, idOf(21, 1), 3, "Puskesmas terakreditasi"),
  result(4, idOf(21, 1), 4, "Kader posyandu terlatih", { state: "SUBMITTED", kind: "PROVISIONAL" }),
  result(9, idOf(21, 2), 5, "Buku induk imunisasi tertata"),
  result(10, idOf(21, 9), 7, "Arsip imunisasi desa lengkap"),
  indicator(2, "Prevalensi tengkes turun ke 14%"),
  result(5, idOf(20, 2), 6, "Balita tengkes tertangani"),
  indicator(3, "Kematian ibu di bawah 90 per 100.000 kelahiran", true),
  indicator(4, "Pemantauan pertumbuhan di semua posyandu"),
  ...Array.from({ length: 11 }, (_, at) =>
    result(20 + at, idOf(20, 4), at % 8, `Pemantauan pertumbuhan di wilayah ${String(at + 1)}`, {
      ...(at === 10 ? { state: "DRAFT", kind: "PROVISIONAL" } : {}),
    }),
  ),
  result(6, "", 7, "Laman dinas diperbarui tiap pekan", { gap: true, unit: 0 }),
  result(7, "", 0, "Arsip kepegawaian tertata", { gap: true }),
];

const objective = (number: number, text: string, indicators: readonly number[]) => ({
  objectiveId: idOf(22, number),
  text,
  indicators: indicators.map((one) => ({ indicatorId: idOf(20, one), text: "", target: "94", unit: "persen" })),
});

const agreement = {
  ...{ agreementId: idOf(23, 0), agencyId: idOf(2, 0), unitId: idOf(3, 0), year: 2026, state: "SET", version: 1 },
  objectives: [
    objective(1, "Derajat kesehatan ibu dan anak meningkat", [1, 2, 3]),
    objective(2, "Gizi masyarakat membaik", [4]),
  ],
};

const ofAgency = (): Call["parts"] => [idOf(2, 0), idOf(2, 1)];

export const treeRoutes = (people: readonly FakePerson[]): FakeRoutes => ({
  "GET /v1/agencies": () =>
    ok({
      agencies: ofAgency().map((agencyId, at) => ({
        agencyId,
        name: at === 0 ? "Pemerintah Kabupaten Selat Jingga" : "Pemerintah Kabupaten Tanjung Biru",
        kind: "KABUPATEN",
      })),
    }),
  "GET /v1/agencies/*/units": () =>
    ok({
      units: [
        unit(0, undefined, "Dinas Kesehatan", people[1]?.me.personId),
        unit(1, 0, "Bidang Pelayanan"),
        unit(2, 0, "Bidang Kesehatan Masyarakat"),
      ],
    }),
  "GET /v1/agencies/*/agreements": () => ok({ agreements: [agreement], nextPageToken: "" }),
  "GET /v1/agencies/*/tree": ({ query }) => {
    if (query.get("year") === "2022")
      return problem(409, "TREE_TOO_LARGE", "Pohon ini terlalu besar. Pilih unit di bawahnya.");
    if (query.get("unitId") === idOf(3, 2) || query.get("year") !== "2026") return ok({ nodes: [] });
    if (query.get("unitId") === idOf(3, 0)) return ok({ nodes });
    const below = nodes.filter(({ nodeId }) => [2, 9, 10].some((number) => idOf(21, number) === nodeId));
    return ok({ nodes: below.map((node, at) => (at === 0 ? { ...node, parentId: "" } : node)) });
  },
});
