/** Rating of result or behaviour against what was expected. */
export const ratings = ["DI_BAWAH", "SESUAI", "DI_ATAS"] as const;
export type Rating = (typeof ratings)[number];

/** Predikat kinerja pegawai, the lowest first. */
export const predicates = ["SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "SANGAT_BAIK"] as const;
export type Predicate = (typeof predicates)[number];

/** Predikat kinerja organisasi (capaian kinerja organisasi), the lowest first. */
export const unitPredicates = ["SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "ISTIMEWA"] as const;
export type UnitPredicate = (typeof unitPredicates)[number];

/**
 * Kuadran kinerja by rating of results, then of behaviour. PermenPANRB 6/2022, Lampiran.
 * Behaviour below expectation is never better than KURANG, and only above and above is SANGAT_BAIK.
 */
export const quadrant: Readonly<Record<Rating, Readonly<Record<Rating, Predicate>>>> = {
  DI_ATAS: { DI_BAWAH: "KURANG", SESUAI: "BAIK", DI_ATAS: "SANGAT_BAIK" },
  SESUAI: { DI_BAWAH: "KURANG", SESUAI: "BAIK", DI_ATAS: "BAIK" },
  DI_BAWAH: { DI_BAWAH: "SANGAT_KURANG", SESUAI: "BUTUH_PERBAIKAN", DI_ATAS: "BUTUH_PERBAIKAN" },
};

/**
 * A leader's result is the result of the unit that is led (SE MenPANRB 3/2023). The circular does not say how five become three,
 * so this only proposes; the leader's own assessor judges.
 */
export const proposedResult: Readonly<Record<UnitPredicate, Rating>> = {
  ISTIMEWA: "DI_ATAS",
  BAIK: "SESUAI",
  BUTUH_PERBAIKAN: "DI_BAWAH",
  KURANG: "DI_BAWAH",
  SANGAT_KURANG: "DI_BAWAH",
};
