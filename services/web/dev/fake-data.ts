/** An invented office of fourteen people in November 2026, for looking at the pages without the platform. */
import { type Calendar, type Entry, type Flag, type Me, type StoredEntry } from "../src/api/types.ts";
import { addDays, weekdayOf } from "../src/time/dates.ts";

export interface FakePerson {
  readonly me: Me;
  readonly nip: string;
  readonly entries: Map<string, StoredEntry>;
  readonly conflicts: Map<string, Entry[]>;
}

export const today = "2026-11-19";
/** 13.05 WITA. */
export const startMs = Date.parse(`${today}T05:05:00Z`);

export const idOf = (kind: number, number: number): string =>
  `00000000-0000-8000-8${String(kind).padStart(3, "0")}-${String(number).padStart(12, "0")}`;

const names = [
  ["Wulan Pratiwi, S.K.M.", "Administrator Kesehatan"],
  ["Damar Rengganis, S.K.M., M.Kes.", "Kepala Bidang Pelayanan"],
  ["Gading Mahesa, A.Md.", "Pengelola Rujukan"],
  ["Yuliana Tefa, S.Tr.Keb.", "Bidan Ahli Pertama"],
  ["RANGGA SASMITA, S.KOM.", "Pranata Komputer"],
  ["BAYU KERTANEGARA", "Pengadministrasi Umum"],
  ["Laras Anindya, S.Gz.", "Nutrisionis"],
  ["Tegar Samudra", "Sanitarian"],
] as const;

const work = [
  ["Supervisi rantai dingin vaksin, Puskesmas Tanjung Biru", 1, "puskesmas"],
  ["Olah laporan cakupan imunisasi, Kab. Selat Jingga", 1, "laporan"],
  ["Rapat koordinasi logistik vaksin", undefined, undefined],
  ["Bimbingan teknis kader posyandu", 1, "kegiatan"],
] as const;

/** Items of the action plan by kind of work; a meeting belongs to none. */
const itemOf = [idOf(23, 1), idOf(23, 2), undefined, idOf(23, 3)];

const spans = [
  ["07:30", "09:45"],
  ["09:45", "12:00"],
  ["13:00", "14:30"],
  ["14:30", "16:00"],
] as const;

export function calendarOf(period: string): Calendar {
  const days = [];
  for (let date = `${period}-01`; date.startsWith(period); date = addDays(date, 1)) {
    days.push({ date, workingMinutes: weekdayOf(date) > 5 ? 0 : 450, holiday: "" });
  }
  return { zone: "WITA", days };
}

const minutesBetween = (from: string, to: string): number =>
  Number(to.slice(0, 2)) * 60 + Number(to.slice(3)) - Number(from.slice(0, 2)) * 60 - Number(from.slice(3));

export function stored(entry: Entry, flags: readonly Flag[] = []): StoredEntry {
  const minutes =
    entry.startsAt === undefined || entry.endsAt === undefined
      ? (entry.minutes ?? 0)
      : minutesBetween(entry.startsAt, entry.endsAt);
  return {
    entry,
    state: entry.cancelled === true ? "CANCELLED" : "OPEN",
    minutes: entry.cancelled === true ? 0 : minutes,
    flags,
    acceptedAt: new Date(startMs).toISOString(),
    bodySha256: `${entry.id.slice(-4)}${String(entry.version)}f92c1d7`.padEnd(64, "a3"),
    approvedVersion: 0,
    returnReason: "UNSPECIFIED",
    returnNote: "",
    lateVersion: 0,
  };
}

const workEntry = (person: number, day: string, place: number): Entry => {
  const [description, quantity, quantityUnit] = work[(place + person) % 4] ?? work[0];
  const [startsAt, endsAt] = spans[place] ?? spans[0];
  const planItemId = person === 0 && day >= "2026-11-01" ? itemOf[place % 4] : undefined;
  return {
    id: `019${day.replaceAll("-", "").slice(3)}-${String(person).padStart(4, "0")}-7000-8000-${`${day.slice(8)}${String(place)}`.padStart(12, "0")}`,
    version: 1,
    employmentId: idOf(1, person),
    workDate: day,
    kind: place === 3 ? "ADDITIONAL" : "PLANNED",
    description,
    startsAt,
    endsAt,
    ...(planItemId === undefined ? {} : { planItemId }),
    ...(quantity === undefined ? {} : { quantity, quantityUnit }),
    deviceTime: `${day}T08:00:00Z`,
  };
};

/** Days without an entry, by person; the first is Wulan. */
const gaps: Record<number, readonly string[]> = {
  0: ["2026-11-10", "2026-11-13", "2026-11-17"],
  6: ["2026-11-16", "2026-11-17", "2026-11-18"],
};

function seedEntries(person: number): Map<string, StoredEntry> {
  const entries = new Map<string, StoredEntry>();
  for (let day = "2026-10-26"; day < today; day = addDays(day, 1)) {
    if (weekdayOf(day) > 5 || gaps[person]?.includes(day) === true) continue;
    for (let place = 0; place < (weekdayOf(day) === 5 ? 3 : 4); place += 1) {
      const copy = stored(workEntry(person, day, place));
      entries.set(copy.entry.id, day < "2026-11-09" ? { ...copy, state: "APPROVED", approvedVersion: 1 } : copy);
    }
  }
  return entries;
}

function put(person: FakePerson, copy: StoredEntry): void {
  person.entries.set(copy.entry.id, copy);
}

/** What makes the pages interesting: an overlap of today, a returned entry, two versions, and findings of the team. */
function seedFindings(people: readonly FakePerson[]): void {
  const [wulan, , gading, yuliana, rangga] = people;
  if (!wulan || !gading || !yuliana || !rangga) return;
  put(wulan, stored({ ...workEntry(0, today, 0), evidenceUrls: ["https://arsip.example.go.id/foto/81"] }));
  put(wulan, stored({ ...workEntry(0, today, 1), endsAt: "11:30" }));
  put(wulan, stored({ ...workEntry(0, today, 2), startsAt: "11:15", endsAt: "11:45" }, ["OVERLAP"]));
  const returned = workEntry(0, "2026-11-12", 1);
  put(wulan, {
    ...stored(returned),
    state: "RETURNED",
    returnReason: "EVIDENCE_MISSING",
    returnNote: "Mohon lampirkan laporan kunjungan.",
  });
  put(wulan, stored({ ...workEntry(0, "2026-11-16", 3), planItemId: idOf(23, 99) }, ["PLAN_ITEM_UNKNOWN"]));
  const twin = workEntry(0, "2026-11-18", 0);
  put(wulan, stored({ ...twin, endsAt: "10:00", quantity: 2 }, ["CONFLICT"]));
  wulan.conflicts.set(twin.id, [{ ...twin, deviceTime: "2026-11-18T07:40:00Z", place: "HOME" }]);
  const claims = {
    ...workEntry(2, "2026-11-18", 0),
    description: "Verifikasi klaim rujukan",
    quantity: 40,
    quantityUnit: "berkas",
  };
  put(gading, stored(claims, ["PLAN_ITEM_UNKNOWN"]));
  put(yuliana, stored({ ...workEntry(3, "2026-11-17", 1), description: "Rapat persiapan akreditasi" }, ["OVERLAP"]));
  put(
    rangga,
    stored({ ...workEntry(4, "2026-11-16", 2), version: 2, description: "Perbaikan data tenaga kesehatan" }, [
      "CHANGED_AFTER_APPROVAL",
      "LATE",
    ]),
  );
}

export function seedPeople(): FakePerson[] {
  const people = names.map(([name, positionName], person): FakePerson => {
    const suffix = String(901 + person);
    return {
      // Assembled, so that no whole number of a person stands in the source.
      nip: ["19870314", "201101", "2", suffix].join(""),
      me: {
        personId: idOf(0, person),
        name,
        nipSuffix: suffix,
        employments: [
          {
            employmentId: idOf(1, person),
            agencyId: idOf(2, 0),
            unitId: idOf(3, 0),
            unitName: "Dinas Kesehatan",
            positionName,
            positionClass: 9,
            personId: idOf(0, person),
            zone: "WITA",
            validFrom: "2026-01-01",
            validTo: "",
            primary: true,
            staffKind: "PNS",
          },
        ],
        roles: [],
        subordinateCount: person === 1 ? names.length - 1 : 0,
        superiorId: person === 1 ? "" : idOf(0, 1),
      },
      entries: seedEntries(person),
      conflicts: new Map(),
    };
  });
  seedFindings(people);
  return people;
}
