/** Every code that the services can show to a person has words of its own here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { en } from "../src/i18n/en.ts";
import { id } from "../src/i18n/id.ts";
import { roleWords } from "../src/i18n/roles.ts";
import { flagName, flagSentence } from "../src/components/pay-flags.ts";
import { causeWords } from "../src/pages/runs/cause-words.ts";

const services = join(import.meta.dirname, "../..");
const sourcesOf = (folder: string): string =>
  readdirSync(join(services, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(services, folder, name), "utf8"))
    .join("\n");

const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, code]) => code ?? ""))].sort();

/** Members of an enum of the contract, without its zero. */
const membersOf = (file: string, name: string, prefix: string): string[] => {
  const proto = readFileSync(join(services, "../proto/kinerja", file), "utf8");
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(proto)?.[1] ?? "";
  return found(body, new RegExp(`${prefix}_([A-Z_]+) = [1-9]`, "g"));
};

const missing = (codes: readonly string[], words: object): string[] => codes.filter((code) => !(code in words));

const languages = [
  ["id", id],
  ["en", en],
] as const;

describe.each(languages)("words in %s", (language, messages) => {
  it("for each refusal of an entry", () => {
    const codes = found(
      readFileSync(join(services, "activity/src/domain/entry.ts"), "utf8") +
        readFileSync(join(services, "activity/src/domain/text.ts"), "utf8"),
      /(?:fault\([^,]+, |code: )"([A-Z][A-Z0-9_]+)"/g,
    );
    expect(codes.length).toBeGreaterThan(15);
    expect(missing(codes, messages.refusals)).toEqual([]);
  });

  it("for each flag of an entry and each reason to return one", () => {
    const flags = membersOf("activity/v1/activity_service.proto", "Flag", "FLAG");
    const reasons = membersOf("activity/v1/activity_service.proto", "ReturnReason", "RETURN_REASON");
    expect([flags.length, reasons.length].every((count) => count > 4)).toBe(true);
    expect(missing(flags, messages.flags)).toEqual([]);
    expect(missing(reasons, messages.reasons)).toEqual([]);
  });

  it("for each anomaly of a pay run, in short for the employee and with its values for the officer", () => {
    const codes = found(
      sourcesOf("allowance/src/domain"),
      /"(?!BLOCK"|WARN"|NOTE")([A-Z][A-Z_]+)",(?: |\n\s*)(?:severity: )?(?:"(?:BLOCK|WARN|NOTE)"|severity|severities\[|step\.on_overlap|on_overlap|flag ===)/g,
    );
    expect(codes).toEqual(expect.arrayContaining(["STEPS_DO_NOT_ADD_UP", "NOTICE", "EVENT_OVERLAP", "NET_JUMP"]));
    expect(codes.length).toBeGreaterThan(20);
    const shorts = codes.map((code) => flagName(code, language) ?? code);
    const sentences = codes.map((code) => flagSentence(code, {}, language) ?? code);
    expect(shorts.filter((text) => /^[A-Z_]+$|[{}]|\.$/.test(text))).toEqual([]);
    expect(sentences.filter((text) => !/[^{}]\.$/.test(text))).toEqual([]);
  });

  it("for each role", () => {
    const roles = membersOf("identity/v1/directory_service.proto", "Role", "ROLE");
    expect(roles.length).toBeGreaterThan(5);
    expect(missing(roles, roleWords[language])).toEqual([]);
  });

  it("for what ends a run, without the code itself", () => {
    for (const [code, text] of Object.entries(causeWords[language])) expect(text).not.toContain(code);
  });

  it("never with a code in brackets", () => {
    expect(JSON.stringify(messages)).not.toMatch(/\([A-Z]+_[A-Z_]+\)/);
  });
});

it("no page writes a code of the API into its sentence", () => {
  const texts = sourcesOf("web/src/pages") + sourcesOf("web/src/i18n");
  expect(texts.match(/\((?:PAY|PERSONNEL)_[A-Z]+\)/g)).toBeNull();
  expect(texts.match(/\(\$\{code\}\)/g)).toBeNull();
});
