import { type OpenPace } from "../app/pace.ts";

/** Long enough that resting costs nothing, short enough that nobody notices the wait. */
const turnMs = 10;

export const openPace: OpenPace = () => {
  let since = performance.now();
  return {
    isDue: () => performance.now() - since >= turnMs,
    async rest() {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    },
  };
};
