import { describe, expect, it } from "@jest/globals";
import { routeOf, safeTarget } from "./router.ts";

describe("addresses", () => {
  it.each([
    ["/", "today"],
    ["/tim", "team"],
    ["/tim/", "team"],
    ["/tim?pekan=2026-11-09", "team"],
    ["/masuk?ke=%2Ftim", "signIn"],
    ["/aktivasi", "activate"],
    ["/tim/rencana", "teamPlans"],
    ["/proses?run=1", "runs"],
    ["/data-penggajian?bagian=impor", "facts"],
    ["/gaji", "none"],
    ["/tim/1", "none"],
  ])("%s is the page %s", (address, page) => {
    expect(routeOf(address).page).toBe(page);
  });

  it("keep their query", () => {
    expect(routeOf("/tim?pekan=2026-11-09").query.get("pekan")).toBe("2026-11-09");
  });
});

describe("the target after sign-in", () => {
  it("is a page of our own", () => {
    expect(safeTarget("/tim?pekan=2026-11-09")).toBe("/tim?pekan=2026-11-09");
  });

  it.each([null, "", "https://jahat.example", "//jahat.example/tim", "/\\jahat.example", "/masuk", "/entah"])(
    "%s leads to today",
    (target) => {
      expect(safeTarget(target)).toBe("/");
    },
  );
});
