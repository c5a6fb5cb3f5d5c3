import { createHash } from "node:crypto";
import { random, type Random } from "./random.ts";
import { degrees, departments, familyNames, firstNames, type Department } from "./words.ts";

/** Somebody who does not exist. Serial numbers of the NIP are 900–999, which real ones hardly reach. */
export interface DemoPerson {
  readonly siasnId: string;
  readonly nip: string;
  readonly name: string;
  readonly degree: string;
  readonly sex: "F" | "M";
  readonly birth: string;
  readonly grade: string;
  readonly position: string;
  readonly positionKind: "STRUKTURAL" | "FUNGSIONAL" | "PELAKSANA";
  readonly positionClass: number;
  readonly agency: DemoAgency;
  readonly unit: DemoUnit;
  readonly head: boolean;
  /** NIP of the superior; empty at the top and where the data lacks it. */
  readonly superiorNip: string;
  readonly department: Department | undefined;
}

export interface DemoAgency {
  readonly siasnId: string;
  readonly name: string;
  readonly zone: "WIB" | "WITA" | "WIT";
  /** Share of the province's people. */
  readonly share: number;
  readonly kind: "tpp" | "tukin";
}

export interface DemoUnit {
  readonly siasnId: string;
  readonly name: string;
  readonly parentSiasnId: string;
}

export interface Province {
  readonly agencies: readonly DemoAgency[];
  readonly people: readonly DemoPerson[];
  /** A second post of somebody in the list (rangkap jabatan). */
  readonly secondPosts: readonly DemoPerson[];
}

const agencies: readonly DemoAgency[] = [
  { siasnId: "DEMO-PROV-SELAT-JINGGA", name: "Pemerintah Provinsi Selat Jingga", zone: "WITA", share: 0.5, kind: "tpp" },
  { siasnId: "DEMO-KAB-TANJUNG-BIRU", name: "Pemerintah Kabupaten Tanjung Biru", zone: "WIT", share: 0.3, kind: "tpp" },
  { siasnId: "DEMO-LPNK-ARSIP-LAUT", name: "Badan Arsip Kelautan Nusantara", zone: "WIB", share: 0.2, kind: "tukin" },
]; // prettier-ignore

const two = (n: number): string => String(n).padStart(2, "0");

/** Makes persons one after another; no two share a number. */
function personFactory(chance: Random) {
  const serials = new Map<string, number>();
  let count = 0;
  return (facts: Omit<DemoPerson, "siasnId" | "nip" | "name" | "degree" | "sex" | "birth">): DemoPerson => {
    const sex = chance.chance(0.56) ? "F" : "M";
    const year = chance.int(1968, 1998);
    const birth = `${year}-${two(chance.int(1, 12))}-${two(chance.int(1, 28))}`;
    const appointed = `${year + chance.int(23, 27)}${two(chance.int(1, 12))}`;
    const prefix = birth.replaceAll("-", "") + appointed + (sex === "M" ? "1" : "2");
    const serial = serials.get(prefix) ?? 900;
    serials.set(prefix, serial + 1);
    count++;
    return {
      ...facts,
      sex,
      birth,
      siasnId: `DEMO${count.toString(16).toUpperCase().padStart(28, "0")}`,
      nip: prefix + String(serial),
      name: `${chance.pick(firstNames[sex])} ${chance.pick(familyNames)}`,
      degree: chance.chance(0.8) ? chance.pick(degrees) : "",
    };
  };
}

type Make = ReturnType<typeof personFactory>;
type Place = Pick<DemoPerson, "agency" | "unit" | "superiorNip" | "department">;

const official = (make: Make, place: Place, position: string, positionClass: number, grade: string): DemoPerson =>
  make({ ...place, position, positionClass, grade, positionKind: "STRUKTURAL", head: true });

function staff(make: Make, chance: Random, place: Place): DemoPerson {
  const position = chance.pick(place.department?.positions ?? ["Pengadministrasi Umum"]);
  const functional = position.includes("Ahli") || position.includes("Terampil");
  return make({
    ...place,
    position,
    positionKind: functional ? "FUNGSIONAL" : "PELAKSANA",
    positionClass: functional ? chance.int(7, 8) : chance.int(5, 7),
    grade: chance.pick(["II/c", "II/d", "III/a", "III/b", "III/c"]),
    head: false,
  });
}

/** Ids look like SIASN's: 32 hexadecimal digits in capitals. */
const idOf = (...path: readonly string[]): string =>
  createHash("sha256").update(path.join("/")).digest("hex").slice(0, 32).toUpperCase();

/** One division: its head and the people under it. */
function division(make: Make, chance: Random, above: Place, name: string, size: number): DemoPerson[] {
  const unit = {
    siasnId: idOf(above.unit.siasnId, name),
    name,
    parentSiasnId: above.unit.siasnId,
  };
  const head = official(make, { ...above, unit }, `Kepala ${name}`, 11, "IV/a");
  const people = Array.from({ length: size }, () => staff(make, chance, { ...above, unit, superiorNip: head.nip }));
  return [head, ...people];
}

function departmentOf(make: Make, chance: Random, root: Place, department: Department, size: number): DemoPerson[] {
  const unit = {
    siasnId: idOf(root.unit.siasnId, department.name),
    name: department.name,
    parentSiasnId: root.unit.siasnId,
  };
  const head = official(make, { ...root, unit, department }, `Kepala ${department.name}`, 14, "IV/c");
  const each = Math.max(1, Math.floor((size - 1) / department.divisions.length) - 1);
  const below: Place = { ...root, unit, department, superiorNip: head.nip };
  return [head, ...department.divisions.flatMap((name) => division(make, chance, below, name, each))];
}

/** Four levels: head of the agency, heads of departments, heads of divisions, staff. */
function peopleOf(agency: DemoAgency, make: Make, chance: Random, size: number): DemoPerson[] {
  const unit = { siasnId: idOf(agency.siasnId), name: agency.name, parentSiasnId: "" };
  const root: Place = { agency, unit, superiorNip: "", department: undefined };
  const head = official(make, root, agency.kind === "tukin" ? "Kepala Badan" : "Sekretaris Daerah", 16, "IV/d");
  const chosen = departments.slice(0, size < 150 ? 2 : departments.length);
  const each = Math.floor((size - 1) / chosen.length);
  const below = { ...root, superiorNip: head.nip };
  return [head, ...chosen.flatMap((department) => departmentOf(make, chance, below, department, each))];
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

/** One employee in ninety lacks the superior in the data, as in real exports. */
function withoutSome(people: readonly DemoPerson[]): DemoPerson[] {
  const lacking = new Set<number>();
  for (let start = 47; start < people.length; start += 90)
    lacking.add(people.findIndex(({ head }, index) => index >= start && !head));
  return people.map((person, index) => (lacking.has(index) ? { ...person, superiorNip: "" } : person));
}

/** A head of a division of the first agency also leads the neighbouring one, as a second post. */
function secondPostsOf(people: readonly DemoPerson[]): DemoPerson[] {
  const [first, second] = people.filter(({ head, positionClass }) => head && positionClass === 11);
  if (!first || !second) return [];
  return [
    { ...first, unit: second.unit, position: `Plt. ${second.position}`, head: false, superiorNip: second.superiorNip },
  ];
}
