import { type Department, type Division } from "./offices/office.ts";
import { type Random } from "./random.ts";
import { familyNames, firstNames } from "./words.ts";

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
  /** Missing for the head of the agency. */
  readonly department: Department | undefined;
  /** Missing for heads of departments too. */
  readonly division: Division | undefined;
}

export interface DemoAgency {
  readonly siasnId: string;
  readonly name: string;
  readonly zone: "WIB" | "WITA" | "WIT";
  /** Share of the province's people. */
  readonly share: number;
  readonly kind: "tpp" | "tukin";
  /** The head's post. */
  readonly head: string;
  readonly offices: readonly Department[];
}

export interface DemoUnit {
  readonly siasnId: string;
  readonly name: string;
  readonly parentSiasnId: string;
}

type Facts = Omit<DemoPerson, "siasnId" | "nip" | "name" | "degree" | "sex" | "birth"> & {
  readonly degrees: readonly string[];
};

const two = (n: number): string => String(n).padStart(2, "0");

/** Who leads has been there longer. */
function birthYears({ head, positionClass }: Facts): readonly [number, number] {
  if (head) return positionClass >= 14 ? [1967, 1977] : [1970, 1985];
  return positionClass >= 9 ? [1974, 1988] : [1978, 1999];
}

/** Makes persons one after another; no two share a number. */
export function personFactory(chance: Random): (facts: Facts) => DemoPerson {
  const taken = new Set<string>();
  let count = 0;
  /** 990 and above are those of the first officers and of tests. */
  function numberOf(prefix: string): string {
    for (;;) {
      const nip = prefix + String(chance.int(900, 989));
      if (taken.has(nip)) continue;
      taken.add(nip);
      return nip;
    }
  }
  return ({ degrees, ...facts }) => {
    const sex = chance.chance(0.56) ? "F" : "M";
    const year = chance.int(...birthYears({ degrees, ...facts }));
    const birth = `${year}-${two(chance.int(1, 12))}-${two(chance.int(1, 28))}`;
    const appointed = `${year + chance.int(22, 26)}${two(chance.int(1, 12))}`;
    count++;
    return {
      ...facts,
      sex,
      birth,
      siasnId: `DEMO${count.toString(16).toUpperCase().padStart(28, "0")}`,
      nip: numberOf(birth.replaceAll("-", "") + appointed + (sex === "M" ? "1" : "2")),
      name: `${chance.pick(firstNames[sex])} ${chance.pick(familyNames)}`,
      degree: chance.pick(degrees),
    };
  };
}

export type Make = ReturnType<typeof personFactory>;
