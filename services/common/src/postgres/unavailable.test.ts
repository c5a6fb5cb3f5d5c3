import { expect, it } from "@jest/globals";

import { orUnavailable } from "./unavailable.ts";

const failed = (code: string): Error => Object.assign(new Error("from the server"), { code });

it.each(["08006", "53100", "53200", "53300", "57014", "57P01", "57P03", "ECONNREFUSED"])(
  "%s is an expected no: come again later",
  (code) => {
    const thrown = failed(code);
    expect(orUnavailable(thrown)).toMatchObject({ kind: "unavailable", params: { retryAfterS: 2 }, cause: thrown });
  },
);

it.each(["23505", "42P01", "22003", "XX000", ""])("%j is a bug, and is given back as it is", (code) => {
  const thrown = failed(code);
  expect(orUnavailable(thrown)).toBe(thrown);
});
