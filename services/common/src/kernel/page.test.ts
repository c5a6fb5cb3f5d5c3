import { describe, expect, it } from "@jest/globals";

import { pagePlaceOf, pageSizeOf, pageTokenOf } from "./page.ts";

const id = "00000000-0000-8000-8000-000000000001";
const isNumber = (text: string): boolean => /^\d{1,2}$/.test(text);

describe("a page", () => {
  it.each([
    [undefined, 50],
    [0, 1],
    [-3, 1],
    [200, 200],
    [5_000, 200],
  ])("of %s rows has %s", (asked, size) => expect(pageSizeOf(asked)).toBe(size));

  it("goes on where its token says", () => {
    expect(pagePlaceOf(pageTokenOf(7, id), isNumber)).toEqual({ order: "7", id });
    expect(pagePlaceOf(pageTokenOf("2026-10-01", id), (text) => text.startsWith("2026"))?.order).toBe("2026-10-01");
    expect([pagePlaceOf(undefined, isNumber), pagePlaceOf("", isNumber)]).toEqual([undefined, undefined]);
  });

  it.each([
    ["no token", "%%%"],
    ["another order", pageTokenOf("x", id)],
    ["another id", pageTokenOf(7, "1")],
    ["more than there is", pageTokenOf(7, `${id}~1`)],
  ])("refuses %s", (_, token) =>
    expect(() => pagePlaceOf(token, isNumber)).toThrow(
      expect.objectContaining({
        violations: [expect.objectContaining({ pointer: "/pageToken", code: "PAGE_TOKEN_FORM" })],
      }),
    ),
  );
});
