import { type Period } from "@kinerja/common/kernel";

/** Whose work a record that was put aside may hold; what is undefined can't be told. */
export type ParkedScope = {
  readonly personId: string | undefined;
  readonly agencyId: string | undefined;
  readonly period: Period | undefined;
};

export const anybody: ParkedScope = { personId: undefined, agencyId: undefined, period: undefined };

/** Each once; an envelope names a person many times. */
export function distinctScopes(scopes: readonly ParkedScope[]): ParkedScope[] {
  const byKey = new Map(scopes.map((one) => [`${one.personId}/${one.agencyId}/${one.period}`, one]));
  return [...byKey.values()];
}
