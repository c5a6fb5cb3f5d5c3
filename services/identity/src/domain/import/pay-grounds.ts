import { Refusal } from "@kinerja/common/errors";
import { type PersonId } from "@kinerja/common/kernel";

import { type Position, type Unit } from "../directory.ts";
import { type Employment } from "../employment.ts";
import { type Current, type ImportPlan } from "./model.ts";
import { filterSteps, type Steps } from "./steps.ts";

/** What a plan changes of the grounds of pay. */
export type PayGrounds = {
  /** Whose own place begins, ends or changes. */
  readonly people: ReadonlySet<PersonId>;
  /** A unit moves in the tree or into another zone, or a post becomes one of another kind: for all who are there, also outside of the file. */
  readonly places: boolean;
};

/**
 * What policies, rosters and calendars of work read of a place (ADR 0044). By the columns of the file: kelas_jabatan, gol_akhir_nama, status_cpns_pns,
 * kedudukan_hukum_nama, jenis_pegawai_nama and tmt_pns, jabatan_id and jabatan_nama, unor_id, instansi_kerja_id, utama (second and acting posts), zona.
 * kepala_unit counts where it begins another employment. Names, titles, NIP, tmt_jabatan, lokasi_kerja_nama and atasan_nip steer no pay.
 */
const paidBy = [
  ...(["agencyId", "unitId", "positionId", "positionClass", "zone", "main"] as const),
  ...(["grade", "staffKind", "validFrom", "validTo"] as const),
] as const;

const isPaidAlike = (before: Employment | undefined, after: Employment): boolean =>
  before !== undefined && paidBy.every((key) => before[key] === after[key]);

const moved = (before: Unit | undefined, { parentId, zone }: Unit): boolean =>
  before !== undefined && (before.parentId !== parentId || before.zone !== zone);

type Written = {
  readonly employments: readonly Employment[];
  readonly units: readonly Unit[];
  readonly positions: readonly Position[];
};

export function* payGroundsOf({ employments, units, positions }: Written, current: Current): Steps<PayGrounds> {
  const placeOf = new Map(current.employments.map((one) => [one.id, one]));
  const unitOf = new Map(current.units.map((one) => [one.id, one]));
  yield;
  const changed = yield* filterSteps(employments, (one) => !isPaidAlike(placeOf.get(one.id), one));
  const kindOf = current.positionKinds;
  return {
    people: new Set(changed.map(({ personId }) => personId)),
    places:
      units.some((unit) => moved(unitOf.get(unit.id), unit)) ||
      positions.some(({ id, kind }) => (kindOf.get(id) ?? kind) !== kind),
  };
}

/** A first roster needs two as any other: whoever invents a person there is paid for it. */
export const needsSecondPerson = ({ payGrounds: { people, places } }: Pick<ImportPlan, "payGrounds">): boolean =>
  people.size > 0 || places;

/** Refuses with SAME_PERSON who brought a file that moves pay, and with OWN_ROW whose own place it changes. */
export function assertMayApply(
  plan: Pick<ImportPlan, "payGrounds">,
  hands: { readonly broughtBy: PersonId; readonly by: PersonId },
): void {
  if (!needsSecondPerson(plan)) return;
  if (hands.by === hands.broughtBy) throw new Refusal("refused", "SAME_PERSON");
  if (plan.payGrounds.people.has(hands.by)) throw new Refusal("forbidden", "OWN_ROW");
}
