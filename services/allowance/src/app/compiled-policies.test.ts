import { expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { policyDocument } from "../testing/policies.ts";
import { rememberingCompiler } from "./compiled-policies.ts";

const policy = (id: string) => ({ id, sha256: id, document: id });
const read = (id: string) => ({ document: id === "broken" ? undefined : policyDocument(id), faults: [] });
const [october, november] = ["2026-10", "2026-11"] as Period[];

it("compiles a policy once for a month, and forgets the one that was asked for longest ago", () => {
  let parsed = 0;
  const compile = rememberingCompiler((text) => ((parsed += 1), read(text)), 2);
  const [tpp, tukin] = [policy("contoh-tpp"), policy("thr-2025")];
  const first = compile(tpp, october as Period);
  expect(compile(tpp, october as Period)).toBe(first);
  compile(tpp, november as Period);
  expect(parsed).toBe(2);
  compile(tpp, october as Period);
  compile(tukin, october as Period);
  expect(compile(tpp, october as Period)).toBe(first);
  expect(parsed).toBe(3);
  compile(tpp, november as Period);
  expect(parsed).toBe(4);
});

it("has no answer for a policy that can't be read", () => {
  const compile = rememberingCompiler(read);
  expect(() => compile({ id: "p", sha256: "p", document: "broken" }, october as Period)).toThrow("policy p");
});
