import { type Distribution, type Evaluation, type Feedback, type Rating } from "../../src/pages/evaluation/types.ts";
import { isRating, quadrant } from "../../src/pages/evaluation/matrix.ts";
import { type Answer, type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf } from "../fake-data.ts";

const plan = [
  ["Supervisi rantai dingin vaksin terlaksana tepat waktu", "Puskesmas yang disupervisi", "8", "puskesmas"],
  ["Laporan cakupan imunisasi tersedia setiap bulan", "Laporan yang selesai", "4", "laporan"],
  ["Kader posyandu mampu mencatat sendiri", "Kegiatan bimbingan teknis", "3", "kegiatan"],
] as const;
const done = ["6 dari 8 puskesmas, dua menunggu suku cadang", "4 laporan", "3 kegiatan, 41 kader"];

const feedback = (period: string): Feedback[] => [
  {
    ...{ feedbackId: idOf(6, 1), authorId: idOf(0, 1), authorAs: "SUPERIOR", rhkId: "", behaviourValue: "KOLABORATIF" },
    ...{ text: "Panduan suhu yang Ibu buat dipakai tiga puskesmas lain.", at: `${period}-22T02:00:00Z` },
    evidenceUrl: "https://arsip.example.go.id/panduan",
  },
  {
    ...{ feedbackId: idOf(6, 2), authorId: idOf(0, 2), authorAs: "PEER", rhkId: idOf(4, 1), behaviourValue: "" },
    ...{ text: "Laporan Selat Jingga terlambat. Mohon kabari sehari sebelumnya.", at: `${period}-12T02:00:00Z` },
    evidenceUrl: "",
  },
];

function openEvaluation(person: number, period: string, realised: number): Evaluation {
  const month = period.endsWith("-00") ? `${period.slice(0, 4)}-10` : period;
  return {
    ...{ personId: idOf(0, person), period, skpId: idOf(8, person), assessorId: idOf(0, 1), unitId: idOf(3, 0) },
    ...{ state: "OPEN", unitPredicate: "BAIK", result: "UNSPECIFIED", behaviour: "UNSPECIFIED" },
    indicators: plan.map(([rhkText, text, target, unit], place) => ({
      ...{ rhkId: idOf(4, place), rhkText, indicatorId: idOf(5, place), text, target, unit },
      achieved: place < realised ? (done[place] ?? "") : "",
      evidenceUrl: place === 0 && realised > 0 ? "https://arsip.example.go.id/supervisi" : "",
    })),
    feedback: feedback(month),
    ...{ predicate: "UNSPECIFIED", note: "", approvedMinutes: 8_640, openMinutes: 0, daysWithEntries: 21 },
    ...{
      sealedRevision: 1,
      objectionUntil: "",
      documentSha256: "",
      version: 2,
      proposedResult: "UNSPECIFIED",
      realised,
    },
    expectations: [{ value: "KOLABORATIF", text: "Memandu puskesmas yang baru bergabung" }],
  };
}

const rated = (evaluation: Evaluation, result: Rating, behaviour: Rating, note = ""): Evaluation => ({
  ...evaluation,
  ...{ state: "RATED", result, behaviour, predicate: quadrant[result][behaviour], note },
});

const issued = (evaluation: Evaluation): Evaluation => ({
  ...evaluation,
  ...{ state: "ISSUED", issuedAt: "2026-11-13T02:00:00Z", objectionUntil: "2026-11-27" },
  documentSha256: "5af946d082fd6765bcf7d010e8a295474aded12457870e304896705129448122",
});

const note = "Dua laporan terlambat karena gangguan jaringan; sudah dicatat.";

/** Each person's October, and of the first one also other periods. */
function seed(people: readonly FakePerson[]): Map<string, Evaluation> {
  const all: Evaluation[] = [
    issued(rated(openEvaluation(0, "2026-10", 3), "SESUAI", "DI_ATAS", note)),
    openEvaluation(0, "2026-11", 1),
    rated(openEvaluation(0, "2026-09", 3), "SESUAI", "SESUAI"),
    openEvaluation(0, "2026-08", 3),
    { ...openEvaluation(0, "2026-07", 0), skpId: "", assessorId: "", indicators: [], feedback: [], expectations: [] },
    { ...openEvaluation(0, "2026-00", 0), sealedRevision: 0, feedback: [] },
    openEvaluation(2, "2026-10", 0),
    openEvaluation(3, "2026-10", 3),
    openEvaluation(4, "2026-10", 2),
    ...people.slice(5).map((_, place) => rated(openEvaluation(5 + place, "2026-10", 3), "SESUAI", "SESUAI")),
    issued(rated(openEvaluation(1, "2026-10", 3), "SESUAI", "SESUAI")),
  ];
  return new Map(all.map((one) => [`${one.personId}/${one.period}`, one]));
}

const ranks: Record<string, number> = { OPEN: 0, RATED: 1, ISSUED: 2 };
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What a unit's predicate, reason and violations are; the third unit has none yet. */
interface Units {
  readonly predicates: Map<string, string>;
  reason: string;
}

function distributionOf(evaluations: ReadonlyMap<string, Evaluation>, units: Units, unitId: string): Distribution {
  const members = [...evaluations.values()].filter((one) => one.period === "2026-10" && one.unitId === unitId);
  const names = ["SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "SANGAT_BAIK"] as const;
  const counts = names.map((predicate) => ({
    predicate,
    count: members.filter((one) => one.predicate === predicate).length,
  }));
  const violations = unitId === idOf(3, 0) ? ["BUTUH_PERBAIKAN_OR_KURANG_MISSING"] : [];
  return {
    unitPredicate: (units.predicates.get(unitId) ?? "UNSPECIFIED") as Distribution["unitPredicate"],
    ...{ people: members.length, counts, violations, reason: units.reason },
    ...{ unexplained: units.reason === "" ? violations : [], bindingFrom: 5 },
  };
}

interface World {
  readonly evaluations: Map<string, Evaluation>;
  readonly units: Units;
  readonly superior: FakePerson | undefined;
  /** Leads a work team of two. */
  readonly lead: FakePerson | undefined;
}

function decide({ evaluations }: World, key: string, change: (one: Evaluation) => Evaluation): Answer {
  const known = evaluations.get(key);
  if (known === undefined) return problem(404, "NOT_FOUND", "Tidak ada.");
  if (known.state === "ISSUED") return problem(409, "EVALUATION_ISSUED", "Dokumen evaluasi sudah terbit.");
  const changed = change(known);
  evaluations.set(key, changed);
  return ok({ evaluation: changed });
}

const ownRoutes = (world: World): FakeRoutes => ({
  "GET /v1/evaluations/*": ({ person, query, parts }) => {
    const asked = query.get("personId") ?? person.me.personId;
    const isLed = person === world.lead && (asked === idOf(0, 5) || asked === idOf(0, 6));
    if (person !== world.superior && !isLed && asked !== person.me.personId)
      return problem(403, "NOT_PERMITTED", "Anda tidak berwenang untuk tindakan ini.");
    const found = world.evaluations.get(`${asked}/${parts[2] ?? ""}`);
    return found === undefined ? problem(404, "NOT_FOUND", "Tidak ada.") : ok({ evaluation: found });
  },
  "POST /v1/evaluations/*:realise": ({ person, body, parts }) => {
    const sent = body["realisations"] as { indicatorId: string; achieved: string; evidenceUrl?: string }[];
    if (sent.some(({ achieved }) => achieved.includes("gagal")))
      return problem(503, "UNAVAILABLE", "Layanan terganggu.");
    return decide(world, `${person.me.personId}/${(parts[2] ?? "").replace(":realise", "")}`, (known) => ({
      ...known,
      ...{ state: "OPEN", predicate: "UNSPECIFIED", result: "UNSPECIFIED", behaviour: "UNSPECIFIED" },
      indicators: known.indicators.map((one) => {
        const found = sent.find(({ indicatorId }) => indicatorId === one.indicatorId);
        return found === undefined ? one : { ...one, achieved: found.achieved, evidenceUrl: found.evidenceUrl ?? "" };
      }),
    }));
  },
});

const feedbackOf = (world: World, { body, person }: Call, place: number): Feedback => ({
  authorAs: person === world.lead ? "TEAM_LEAD" : "SUPERIOR",
  ...{ feedbackId: idOf(6, 90 + place), authorId: person.me.personId },
  ...{ rhkId: textOf(body["rhkId"]), behaviourValue: textOf(body["behaviourValue"]) },
  ...{ text: textOf(body["text"]), evidenceUrl: textOf(body["evidenceUrl"]), at: "2026-11-19T05:05:00Z" },
});

const teamRoutes = (world: World): FakeRoutes => ({
  "GET /v1/team/evaluations": ({ query, person }) => {
    if (person === world.lead) return ok({ evaluations: [], nextPageToken: "" });
    const period = query.get("period") ?? "";
    const team = [...world.evaluations.values()].filter(
      (one) => one.period === period && period === "2026-10" && one.personId !== person.me.personId,
    );
    team.sort((one, other) => (ranks[one.state] ?? 0) - (ranks[other.state] ?? 0));
    return ok({ evaluations: team.map((one) => ({ ...one, indicators: [], feedback: [] })), nextPageToken: "" });
  },
  "POST /v1/people/*/evaluations/*:rate": ({ parts, body }) => {
    const [result, behaviour] = [textOf(body["result"]), textOf(body["behaviour"])];
    const period = (parts[4] ?? "").replace(":rate", "");
    if (!isRating(result) || !isRating(behaviour))
      return problem(400, "REQUEST_INVALID", "Ada isian yang belum benar.");
    const key = `${parts[2] ?? ""}/${period}`;
    return decide(world, key, (known) => rated(known, result, behaviour, textOf(body["note"])));
  },
  "POST /v1/people/*/feedback:give": (call) =>
    decide(world, `${call.parts[2] ?? ""}/${textOf(call.body["period"])}`, (known) => ({
      ...known,
      feedback: [feedbackOf(world, call, known.feedback.length), ...known.feedback],
    })),
  "POST /v1/team/evaluations/*:issue": ({ body }) => {
    if (world.units.reason === "")
      return problem(409, "DISTRIBUTION_REASON_MISSING", "Sebaran predikat unit ini memerlukan alasan tertulis.");
    const ids = body["personIds"] as string[];
    for (const id of ids) decide(world, `${id}/2026-10`, issued);
    return ok({ issued: ids.length });
  },
});

const unitOf = (place: number, name: string, head: string) => ({
  ...{ unitId: idOf(3, place), parentId: place === 0 ? "" : idOf(3, 0), name, zone: "WITA", headPersonId: head },
});

const unitRoutes = ({ evaluations, units }: World): FakeRoutes => ({
  "GET /v1/agencies/*/units": () =>
    ok({
      units: [
        unitOf(0, "Dinas Kesehatan", idOf(0, 1)),
        unitOf(1, "Bidang Pelayanan Kesehatan", idOf(0, 2)),
        unitOf(2, "Bidang Pencegahan Penyakit", ""),
      ],
    }),
  "GET /v1/agencies/*/units/*/distribution": ({ parts }) => ok(distributionOf(evaluations, units, parts[4] ?? "")),
  "POST /v1/agencies/*/units/*/distribution:explain": ({ body }) => {
    units.reason = textOf(body["reason"]);
    return ok({});
  },
  "POST /v1/agencies/*/unit-predicates:set": ({ body }) => {
    units.predicates.set(textOf(body["unitId"]), textOf(body["predicate"]));
    return ok({});
  },
});

/** October of everybody and some periods of the first person; the second one assesses. */
export function reviewRoutes(people: readonly FakePerson[]): FakeRoutes {
  const units: Units = { predicates: new Map([[idOf(3, 0), "BAIK"]]), reason: "" };
  const world: World = { evaluations: seed(people), units, superior: people[1], lead: people[3] };
  return { ...ownRoutes(world), ...teamRoutes(world), ...unitRoutes(world) };
}
