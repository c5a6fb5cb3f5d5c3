import { afterAll, afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoPassword } from "../demo/constants.ts";
import { officerPasswords } from "./officers.ts";

const dir = mkdtempSync(join(tmpdir(), "officers-"));
const officers = { maker: "198001012005011990", checker: "198101012006012991" };
let told = "";

beforeEach(() => {
  told = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    told += String(text);
    return true;
  });
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it("keeps a password of its own for each officer until it was shown, and shows it once", () => {
  const passwords = officerPasswords(dir);
  const [maker, checker] = [passwords.of(officers.maker), passwords.of(officers.checker)];
  expect(new Set([maker, checker, demoPassword]).size).toBe(3);
  expect([maker, checker].every((password) => /^[0-9a-f-]{34}$/.test(password))).toBe(true);
  expect(statSync(join(dir, "officers.json")).mode & 0o077).toBe(0);
  // A launcher that was stopped before it could show them.
  expect(officerPasswords(dir).of(officers.maker)).toBe(maker);
  officerPasswords(dir).tell(officers);
  expect([told.includes(maker), told.includes(checker)]).toEqual([true, true]);
  expect(existsSync(join(dir, "officers.json"))).toBe(false);
  told = "";
  officerPasswords(dir).tell(officers);
  expect([told.includes(maker), /single-use code/.test(told)]).toEqual([false, true]);
});
