import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { type Answered, type Answers, answersWhileComputing } from "./testing/answering.ts";
import { person } from "./testing/month.ts";

jest.setTimeout(300_000);

/** More people and their figures: `npm run bench -- --only answers`. */
const answering = { people: 3_000, rangeSize: 50, idleQuestions: 30 };
/** A person would wait so long; the machine may have other work. */
const longestMs = 2_000;

const tlsDir = mkdtempSync(join(tmpdir(), "kinerja-answering-"));
let answers: Answers;

beforeAll(async () => {
  await makeCertificates(tlsDir, "test", ["allowance", "gateway"]);
  answers = await answersWhileComputing({ ...answering, tlsDir });
}, 300_000);
afterAll(() => rmSync(tlsDir, { recursive: true, force: true }));

const at = (state: string): Answered[] => answers.busy.filter((one) => one.state === state);

it("answers while it freezes and computes a run", () => {
  expect(at("FREEZING").length).toBeGreaterThan(3);
  expect(at("COMPUTING").length).toBeGreaterThan(3);
  const slowest = Math.max(...answers.busy.map(({ ms }) => ms));
  expect(slowest).toBeLessThan(longestMs);
});

it("answers the same as it does when it has nothing else to do", () => {
  for (const { n, statement } of [...answers.idle, ...answers.busy])
    expect(statement).toMatchObject({ personId: person(n), period: "2026-09" });
  const nets = new Map(answers.idle.map(({ n, statement }) => [n, statement?.netRupiah]));
  const again = answers.busy.filter(({ n }) => nets.has(n));
  for (const { n, statement } of again) expect(statement?.netRupiah).toBe(nets.get(n));
});
