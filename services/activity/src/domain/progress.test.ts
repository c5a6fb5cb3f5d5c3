import { describe, expect, it } from "@jest/globals";

import { missingUpTo } from "./progress.ts";

describe("what is missing up to some ends", () => {
  it.each([
    [[], [], 0n],
    [[5n, 7n], [5n, 9n], 0n],
    [[5n, 7n], [4n, 9n], 1n],
    [[5n, 7n], [4n], 8n],
    [[0n], [], 0n],
  ] as const)("%p, taken %p", (ends, taken, missing) => expect(missingUpTo(ends, taken)).toBe(missing));
});
