import { type Predicate, type Rating } from "./types.ts";

/** From the best result down, from the lowest behaviour up: as the quadrant is drawn. */
export const results: readonly Rating[] = ["DI_ATAS", "SESUAI", "DI_BAWAH"];
export const behaviours: readonly Rating[] = ["DI_BAWAH", "SESUAI", "DI_ATAS"];

export const predicates: readonly Predicate[] = ["SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "SANGAT_BAIK"];

/** Kuadran kinerja by result, then by behaviour. PermenPANRB 6/2022, Lampiran. The server computes with the same table. */
export const quadrant: Readonly<Record<Rating, Readonly<Record<Rating, Predicate>>>> = {
  DI_ATAS: { DI_BAWAH: "KURANG", SESUAI: "BAIK", DI_ATAS: "SANGAT_BAIK" },
  SESUAI: { DI_BAWAH: "KURANG", SESUAI: "BAIK", DI_ATAS: "BAIK" },
  DI_BAWAH: { DI_BAWAH: "SANGAT_KURANG", SESUAI: "BUTUH_PERBAIKAN", DI_ATAS: "BUTUH_PERBAIKAN" },
};

export const isRating = (value: string): value is Rating => results.includes(value as Rating);
export const isPredicate = (value: string): value is Predicate => predicates.includes(value as Predicate);
