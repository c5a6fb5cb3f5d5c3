import { type Habit } from "./diaries.ts";
import { type Random } from "./random.ts";

export type Rating = "DI_BAWAH" | "SESUAI" | "DI_ATAS";
export type UnitPredicate = "BUTUH_PERBAIKAN" | "BAIK" | "ISTIMEWA";

/** What a superior has before the eyes. */
export interface Seen {
  /** Achieved of what the month's plan asks for; 1 = all of it. */
  readonly ratio: number;
  /** Share of the working days on which the person was not on leave. */
  readonly attended: number;
  readonly habit: Habit;
  readonly hasRealised: boolean;
}

export interface Judged {
  readonly result: Rating;
  readonly behaviour: Rating;
  readonly note?: string;
}

const below = 0.75;
const above = 1.15;

/** Who was on leave is measured by the days that were left. */
export const fairRatio = ({ ratio, attended }: Pick<Seen, "ratio" | "attended">): number =>
  attended === 0 ? 1 : ratio / attended;

export const percent = (ratio: number): string => `${Math.round(ratio * 100)} persen`;

/** A unit is as good as its people's plans were achieved. */
export function predicateOf(ratio: number): UnitPredicate {
  if (ratio >= above) return "ISTIMEWA";
  return ratio < below ? "BUTUH_PERBAIKAN" : "BAIK";
}

/** The result of a unit is the result of its head (SE MenPANRB 3/2023). */
const resultOfUnit: Readonly<Record<UnitPredicate, Rating>> = {
  ISTIMEWA: "DI_ATAS",
  BAIK: "SESUAI",
  BUTUH_PERBAIKAN: "DI_BAWAH",
};

function resultOf({ hasRealised, ...seen }: Seen): Rating {
  const ratio = fairRatio(seen);
  if (ratio < below) return "DI_BAWAH";
  // What nobody has claimed is not above what was expected.
  return ratio >= above && hasRealised ? "DI_ATAS" : "SESUAI";
}

/** Invented, but not by dice alone: whoever writes it all on the last evening is not called accountable. */
function behaviourOf(result: Rating, { habit }: Seen, chance: Random): Rating {
  const dice = chance.next();
  if (dice < (habit === "last-evening" ? 0.25 : 0.015)) return "DI_BAWAH";
  return habit !== "last-evening" && dice > (result === "DI_ATAS" ? 0.4 : 0.9) ? "DI_ATAS" : "SESUAI";
}

function noteOf({ result, behaviour }: Judged, seen: Seen): string | undefined {
  const reached = percent(seen.ratio);
  if (seen.attended < 0.8 && result !== "DI_BAWAH") return `Cuti sebagian bulan ini: ${reached} dari rencana, sesuai untuk hari kerja yang tersisa`;
  if (behaviour === "DI_BAWAH") return "Catatan harian baru ditulis sekaligus di akhir bulan; sudah dibicarakan dalam dialog kinerja";
  if (!seen.hasRealised) return "Realisasi tidak diisi; dinilai dari catatan harian yang disetujui";
  if (result === "DI_BAWAH") return `Capaian ${reached} dari rencana bulan ini; disepakati pendampingan bulan depan`;
  return result === "DI_ATAS" ? `Capaian ${reached} dari rencana bulan ini, tanpa perbaikan ulang` : undefined;
} // prettier-ignore

/** The same person in the same month is judged the same way. */
export function judge(seen: Seen, chance: Random, ofUnit?: UnitPredicate): Judged {
  const result = ofUnit === undefined ? resultOf(seen) : resultOfUnit[ofUnit];
  const judged = { result, behaviour: behaviourOf(result, seen, chance) };
  const note = noteOf(judged, seen);
  return note === undefined ? judged : { ...judged, note };
}
