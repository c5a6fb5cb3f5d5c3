import { type AgencyId, type PersonId, type Zone } from "@kinerja/common/kernel";

import { type Validity } from "./validity.ts";

export const agencyKinds = ["KEMENTERIAN", "LPNK", "PROVINSI", "KABUPATEN", "KOTA"] as const;
export type AgencyKind = (typeof agencyKinds)[number];

/** Instansi. */
export type Agency = {
  readonly id: AgencyId;
  readonly siasnId: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly zone: Zone;
  readonly version: number;
};

/** Unor: a node of the agency's tree. */
export type Unit = Validity & {
  readonly id: string;
  readonly agencyId: AgencyId;
  readonly siasnId: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly zone: Zone;
  readonly version: number;
};

/** A person without the NIP itself, which only its blind index stands for. */
export type Person = {
  readonly id: PersonId;
  readonly siasnId: string | undefined;
  readonly name: string;
  readonly titleBefore: string;
  readonly titleAfter: string;
  readonly nipIndex: string;
  /** Has an employment, now or later. */
  readonly active: boolean;
  readonly version: number;
};

export type Position = {
  readonly id: string;
  readonly siasnId: string | undefined;
  readonly name: string;
  readonly kind: string;
};

/** Titles stand before and after the name: "Dr. Siti Rahma, S.E.". */
export function fullName(person: Pick<Person, "name" | "titleBefore" | "titleAfter">): string {
  const named = [person.titleBefore, person.name].filter(Boolean).join(" ");
  return person.titleAfter === "" ? named : `${named}, ${person.titleAfter}`;
}

/** How names are put in order and searched: small letters, single spaces. */
export const sortName = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, " ").trim();
