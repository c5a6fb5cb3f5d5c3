import { type Format } from "../../i18n/format.ts";
import { type Band } from "./calls.ts";
import { type StageWords } from "./stage-words.ts";

type Words = StageWords["compare"];

/** Hundredths of a percent as "2,5%". */
const percentOf = (bp: number, f: Format): string => `${f.number(bp / 100)}%`;

/** "turun 5% sampai 10%" */
export function bandLabel({ loss, overBp, upToBp }: Band, w: Words, f: Format): string {
  if (upToBp === 0) return w.same;
  const direction = loss ? w.loss : w.gain;
  if (upToBp === undefined) return `${direction} ${w.over(percentOf(overBp, f))}`;
  if (overBp === 0) return `${direction} ${w.upTo(percentOf(upToBp, f))}`;
  return `${direction} ${w.band(percentOf(overBp, f), percentOf(upToBp, f))}`;
}

/** Widths of the bars, 0 to 100: the longest fills the row, and nobody is drawn away. */
export function heightsOf(bands: readonly Pick<Band, "people">[]): readonly number[] {
  const most = Math.max(1, ...bands.map(({ people }) => people));
  return bands.map(({ people }) => (people === 0 ? 0 : Math.max(1, Math.round((people * 100) / most))));
}
