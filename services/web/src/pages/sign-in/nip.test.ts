import { describe, expect, it } from "@jest/globals";
import { codeLetters, deviceNameOf, isNip, nipDigits } from "./nip.ts";

describe("what people type", () => {
  it("may have spaces, dots, dashes and the apostrophe of a spreadsheet", () => {
    expect(nipDigits("'1987 0314.201101-2 901")).toHaveLength(18);
    expect(isNip(nipDigits("'1987 0314.201101-2 901"))).toBe(true);
  });

  it("is no NIP with letters or another length", () => {
    expect(isNip("19870314201101290")).toBe(false);
    expect(isNip("1987031420110129O1")).toBe(false);
  });

  it("is a code in any case, with or without dashes", () => {
    expect(codeLetters(" k7qm-4wxp 2rtd ")).toBe("K7QM4WXP2RTD");
  });
});

describe("the name of a device", () => {
  it.each([
    ["Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"],
    ["curl/8.0", "Web"],
  ])("%s is %s", (userAgent, name) => {
    expect(deviceNameOf(userAgent)).toBe(name);
  });
});
