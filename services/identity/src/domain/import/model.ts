import { type AgencyId, type Day, type Nip, type PersonId, type Zone } from "@kinerja/common/kernel";

import { type Agency, type Person, type Position, type Unit } from "../directory.ts";
import { type Employment } from "../employment.ts";
import { type Relation } from "../relation.ts";
import { type Finding, type Findings } from "./finding.ts";
import { type PayGrounds } from "./pay-grounds.ts";
import { type Row } from "./row.ts";

/** What is stored and can be touched by the file; of the agencies in question everything that holds on or after the first day. */
export type Current = {
  readonly agencies: readonly Agency[];
  readonly units: readonly Unit[];
  readonly people: readonly Person[];
  readonly employments: readonly Employment[];
  readonly relations: readonly Relation[];
  /** Kinds of the file's positions that are known, by id: all agencies share them. */
  readonly positionKinds: ReadonlyMap<string, string>;
  /** SIASN ids of units that belong to agencies outside of the officer's. */
  readonly foreignUnits: ReadonlySet<string>;
  /** People whose main employment is in such an agency. */
  readonly elsewhere: ReadonlySet<PersonId>;
};

export type ImportOptions = {
  /** Changes hold from this day. */
  readonly from: Day;
  readonly defaultZone: Zone;
  readonly decree: string;
  /** Without a column for superiors they follow from the heads of the units. */
  readonly namesSuperiors: boolean;
  readonly mayImportInto: (agency: AgencyId) => boolean;
  readonly newId: () => string;
};

export type PlanContext = { readonly current: Current; readonly options: ImportOptions; readonly findings: Findings };

export type PersonChange = {
  readonly person: Person;
  /** The number to store, where it is new. */
  readonly nip: Nip | undefined;
  readonly isNew: boolean;
  /** The id that other sites make for somebody who was here before the SIASN id was known. */
  readonly aliasId: PersonId | undefined;
};

/** A person of the file with the lines that stand. */
export type PersonLines = {
  readonly person: Person;
  readonly change: PersonChange | undefined;
  readonly rows: readonly Row[];
};

export type Totals = {
  readonly rows: number;
  readonly peopleNew: number;
  readonly peopleChanged: number;
  readonly peopleUnchanged: number;
  readonly unitsNew: number;
  readonly errors: number;
  readonly warnings: number;
};

/** Whole states to write, each with its new version. */
export type ImportPlan = {
  readonly agencies: readonly Agency[];
  readonly units: readonly Unit[];
  readonly positions: readonly Position[];
  readonly people: readonly PersonChange[];
  readonly employments: readonly Employment[];
  readonly relations: readonly Relation[];
  /** Heads by unit once the plan is carried out. */
  readonly heads: ReadonlyMap<string, PersonId>;
  readonly payGrounds: PayGrounds;
  readonly totals: Totals;
  readonly findings: readonly Finding[];
};
