import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";
import { type Nip } from "@kinerja/common/kernel";

import { checkPassword } from "./password.ts";

const nip = "198703142011012901" as Nip;
function reasonOf(password: string): unknown {
  try {
    checkPassword(password, nip);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && error.code === "PASSWORD_WEAK") return error.params["reason"];
    throw error;
  }
}

describe("a password", () => {
  it.each([
    "enam kata yang mudah diingat",
    "kuda hijau menari pelan",
    "Tr0ub4dour&3-lagi",
    "gunung-merapi-berkabut",
    "x7#Qp!m2Lz@9vR",
    "83 604 17 295 0",
    "ꦲꦤꦕꦫꦏꦢꦠꦱꦮꦭꦥꦝ",
  ])("is taken: %s", (password) => {
    expect(reasonOf(password)).toBeUndefined();
  });

  it.each([
    ["pendek-saja", "SHORT"],
    ["aaaaaaaaaaaa", "REPEATED"],
    ["121212121212121", "REPEATED"],
    ["198703142011012901", "NIP"],
    ["ayah 19870314 ibu", "NIP"],
    ["1987 0314 2011 anak", "NIP"],
    ["password1234", "COMMON"],
    ["P@ssw0rd2026!", "COMMON"],
    ["indonesiamerdeka1945", "COMMON"],
    ["bismillah123", "COMMON"],
    ["Rahasia12345!", "COMMON"],
    ["pegawainegeri2026", "COMMON"],
    ["qwertyuiop12", "COMMON"],
    ["123456789012", "COMMON"],
    ["987654321012", "COMMON"],
    ["sayangsayang", "COMMON"],
    ["AdminKepegawaian1", "COMMON"],
  ])("is refused: %s is %s", (password, reason) => {
    expect(reasonOf(password)).toBe(reason);
  });
});
