import { createHash } from "node:crypto";
import { archiveOffices } from "./offices/archive.ts";
import { type Department, type Division } from "./offices/office.ts";
import { provincialOffices } from "./offices/province.ts";
import { regencyOffices } from "./offices/regency.ts";
import { personFactory, type DemoAgency, type DemoPerson, type DemoUnit, type Make } from "./persons.ts";
import { random, type Random } from "./random.ts";

export { type DemoAgency, type DemoPerson } from "./persons.ts";

export interface Province {
  readonly agencies: readonly DemoAgency[];
  readonly people: readonly DemoPerson[];
  /** A second post of somebody in the list (rangkap jabatan). */
  readonly secondPosts: readonly DemoPerson[];
}

const agencies: readonly DemoAgency[] = [
  { siasnId: "DEMO-PROV-SELAT-JINGGA", name: "Pemerintah Provinsi Selat Jingga", zone: "WITA", share: 0.5, kind: "tpp", head: "Sekretaris Daerah", offices: provincialOffices },
  { siasnId: "DEMO-KAB-TANJUNG-BIRU", name: "Pemerintah Kabupaten Tanjung Biru", zone: "WIT", share: 0.3, kind: "tpp", head: "Sekretaris Daerah", offices: regencyOffices },
  { siasnId: "DEMO-LPNK-ARSIP-LAUT", name: "Badan Arsip Kelautan Nusantara", zone: "WIB", share: 0.2, kind: "tukin", head: "Kepala Badan", offices: archiveOffices },
]; // prettier-ignore

/** Ids look like SIASN's: 32 hexadecimal digits in capitals. */
const idOf = (...path: readonly string[]): string =>
  createHash("sha256").update(path.join("/")).digest("hex").slice(0, 32).toUpperCase();

const below = (unit: DemoUnit, name: string): DemoUnit => ({
  siasnId: idOf(unit.siasnId, name),
  name,
  parentSiasnId: unit.siasnId,
});

type Place = Pick<DemoPerson, "agency" | "unit" | "superiorNip" | "department" | "division">;

interface Rank {
  readonly positionClass: number;
  readonly grade: string;
}
const ranks = {
  agency: { positionClass: 16, grade: "IV/d" },
  department: { positionClass: 14, grade: "IV/c" },
  division: { positionClass: 11, grade: "IV/a" },
} as const;

const official = (make: Make, place: Place, position: string, rank: Rank, degrees: readonly string[]): DemoPerson =>
  make({ ...place, ...rank, position, degrees, positionKind: "STRUKTURAL", head: true });

function staff(make: Make, chance: Random, place: Place & { readonly division: Division }): DemoPerson {
  const { title, kind, positionClass, grades, degrees } = chance.pick(place.division.posts);
  const grade = chance.pick(grades);
  return make({ ...place, position: title, positionKind: kind, positionClass, grade, degrees, head: false });
}

/** So many people over the divisions, some with more and some with fewer, none without. */
function shares(chance: Random, divisions: number, people: number): number[] {
  const weights = Array.from({ length: divisions }, () => 0.7 + 0.6 * chance.next());
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const whole = weights.map((weight) => Math.max(1, Math.floor((people * weight) / sum)));
  const rest = people - whole.reduce((total, one) => total + one, 0);
  return whole.map((one, index) => (index < rest ? one + 1 : one));
}

/** A small agency has its first office, and the one that keeps the personnel files. */
const officesOf = ({ offices }: DemoAgency, size: number): readonly Department[] =>
  size < 100 ? offices.filter(({ isPersonnel }, index) => index === 0 || isPersonnel) : offices;

/** Four levels: head of the agency, heads of departments, heads of divisions, staff. */
function peopleOf(agency: DemoAgency, make: Make, chance: Random, size: number): DemoPerson[] {
  const unit = { siasnId: idOf(agency.siasnId), name: agency.name, parentSiasnId: "" };
  const root: Place = { agency, unit, superiorNip: "", department: undefined, division: undefined };
  const people = [official(make, root, agency.head, ranks.agency, ["S.E., M.Si."])];
  const top = people[0]?.nip ?? "";
  const offices = officesOf(agency, size);
  const divisions = offices.flatMap((department) => department.divisions);
  const team = shares(chance, divisions.length, size - 1 - offices.length - divisions.length);
  for (const department of offices) {
    const office: Place = { ...root, unit: below(unit, department.name), superiorNip: top, department };
    const head = official(make, office, department.head, ranks.department, department.degrees);
    people.push(head);
    for (const division of department.divisions) {
      const place = { ...office, unit: below(office.unit, division.name), superiorNip: head.nip, division };
      const leader = official(make, place, division.head, ranks.division, department.degrees);
      const size = team[divisions.indexOf(division)] ?? 1;
      const led = { ...place, superiorNip: leader.nip };
      people.push(leader, ...Array.from({ length: size }, () => staff(make, chance, led)));
    }
  }
  return people;
}

/** An invented province of about so many people. The same seed gives the same people. */
export function makeProvince(seed: number, size = 600): Province {
  const chance = random(seed);
  const make = personFactory(chance.fork("people"));
  const people = agencies.flatMap((agency) =>
    peopleOf(agency, make, chance.fork(agency.siasnId), Math.round(size * agency.share)),
  );
  return { agencies, people: withoutSome(people), secondPosts: secondPostsOf(people) };
}

/** One employee in ninety lacks the superior in the data, as in real exports; none of those who would hold an office. */
function withoutSome(people: readonly DemoPerson[]): DemoPerson[] {
  const lacking = new Set<number>();
  const isOrdinary = ({ head, department }: DemoPerson): boolean => !head && department?.isPersonnel === false;
  for (let start = 47; start < people.length; start += 90)
    lacking.add(people.findIndex((person, index) => index >= start && isOrdinary(person)));
  return people.map((person, index) => (lacking.has(index) ? { ...person, superiorNip: "" } : person));
}

/** A head of a division of the first agency also chairs a committee in the neighbouring one: two posts at once (rangkap jabatan). */
function secondPostsOf(people: readonly DemoPerson[]): DemoPerson[] {
  const [first, second] = people.filter(({ head, positionClass }) => head && positionClass === 11);
  if (!first || !second) return [];
  return [
    {
      ...first,
      unit: second.unit,
      position: "Ketua Tim Reformasi Birokrasi",
      head: false,
      superiorNip: second.superiorNip,
    },
  ];
}
