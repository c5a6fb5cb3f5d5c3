import { type Steps } from "../domain/import/steps.ts";

/** Says when others have waited long enough, and lets them have their turn. */
export type Pace = { readonly isDue: () => boolean; readonly rest: () => Promise<void> };
export type OpenPace = () => Pace;

/** Runs work to its end and rests whenever it is due. */
export async function atPace<T>(steps: Steps<T>, pace: Pace): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (pace.isDue()) await pace.rest();
  }
}
