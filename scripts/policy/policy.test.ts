import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { checkFile } from "./check.ts";
import { diffDocuments } from "./diff.ts";
import { docOf } from "./doc.ts";
import { readRequest } from "./options.ts";
import { documentOf, policyFile, policyText, shipped, shippedIds } from "./testing/shipped.ts";
import { toHtml } from "./to-html.ts";
import { toMarkdown } from "./to-markdown.ts";

const folder = mkdtempSync(join(tmpdir(), "policy-"));
const tpp = policyText("contoh-tpp");

/** Replaces one piece of the document; the test breaks if it is no longer there. */
function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, () => to);
}
function saved(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("check", () => {
  it("says that all is well, in both languages", () => {
    expect(checkFile(policyFile("contoh-tpp"), "id")).toMatchObject({ isFine: true, lines: [expect.stringContaining("tidak ada kesalahan; ")] });
    expect(checkFile(policyFile("contoh-tpp"), "en").lines).toEqual([expect.stringContaining("no faults; ")]);
  }); // prettier-ignore

  it("says that properties were tried, and the smallest month that breaks one", () => {
    expect(checkFile(policyFile("contoh-tpp"), "en").lines[0]).toMatch(/; \d+ properties tried on 200 random months, all hold$/);
    const wrong = changed(tpp, "from: activity.approved_minutes\n", "from: activity.approved_minutes\n    harm: more_pays_less\n");
    const { isFine, lines } = checkFile(saved("harm.yaml", wrong), "id");
    expect(isFine).toBe(false);
    expect(lines).toEqual([expect.stringMatching(/POLICY_PROPERTY_BROKEN sifat "yang disebut merugikan tidak pernah menambah.*contoh terkecil: [^]*"inputs":/)]);
  }); // prettier-ignore

  it("names file, line and column of a fault, its code and its words", () => {
    const text = changed(tpp, "    key: class\n", "    key: class\n    uprating: 3\n");
    const file = saved("key.yaml", text);
    const line = text.slice(0, text.indexOf("    uprating")).split("\n").length;
    const { isFine, lines } = checkFile(file, "en");
    expect(isFine).toBe(false);
    expect(lines[0]).toContain(`${file}:${line}:5 POLICY_KEY_UNKNOWN Unknown key: there is no key uprating.`);
  });

  it("runs the examples and says where one fails", () => {
    const { lines } = checkFile(saved("net.yaml", changed(tpp, "net: 4500000 }", "net: 4500001 }")), "id");
    expect(lines).toEqual([expect.stringMatching(/:\d+:\d+ POLICY_TEST_FAILS .*4\.500\.001.*4\.500\.000/)]);
  });
});

describe("doc", () => {
  it.each(shippedIds)("%s is a page in words, as HTML and as Markdown", (id) => {
    const page = docOf(shipped(id), policyText(id));
    for (const text of [toHtml(page), toMarkdown(page)])
      expect(/.{0,40}(undefined|\[object|NaN|: \.( |$)|\(\)).{0,40}/m.exec(text)?.[0]).toBeUndefined();
  });

  it("puts articles beside the numbers, and examples with their results", () => {
    const text = toHtml(docOf(shipped("contoh-tpp"), tpp));
    expect(text).toContain('Produktivitas kerja: 60% dari “Menurut hari dalam jabatan” (langkah 2). <span class="cite">[Peraturan Gubernur contoh 1/2026 Pasal 5 huruf a]</span>');
    expect(text).toContain('<td class="n">Rp4.500.000</td><td class="n">Rp0</td><td class="n">Rp4.500.000</td>');
    expect(text).toContain("@media print");
  }); // prettier-ignore

  it("escapes everything that the document says", () => {
    const text = changed(tpp, "title: Tambahan penghasilan pegawai (contoh daerah rekaan)", "title: '<img src=x onerror=\"alert(1)\"> & [a](b)'");
    const page = docOf(documentOf(text), text);
    expect(toHtml(page)).toContain("<h1>&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; [a](b)</h1>");
    expect(toHtml(page)).not.toContain("<img");
    expect(toMarkdown(page)).toContain("# \\<img src=x onerror=\"alert(1)\"\\> & \\[a\\](b)");
  }); // prettier-ignore
});

describe("diff", () => {
  const before = documentOf(tpp);
  const after = documentOf(
    changed(changed(changed(tpp, '"8": 4500000', '"8": 4600000'), "percent: 80", "percent: 90"), "version: 1", "version: 2"),
  ); // prettier-ignore

  it("says in words what is otherwise, and whose money changes", () => {
    const { lines } = diffDocuments(before, after, undefined);
    expect(lines).toContain("contoh-tpp versi 1 → contoh-tpp versi 2");
    expect(lines).toContain("  ~ basic 8: Rp4.500.000 → Rp4.600.000");
    expect(lines).toContainEqual(expect.stringContaining("kini: Calon PNS menerima 80%: Bila “Jenis pegawai” adalah cpns: 90%"));
    expect(lines).toContain("  calon PNS (Januari 2026): Rp3.600.000 → Rp4.140.000 (+Rp540.000)");
  }); // prettier-ignore

  it("computes the months of a file under both", () => {
    const inputs = { class: "8", predikat: "baik", staff_kind: "cpns", paid_days: 31, days_of_month: 31, minutes: 6750, absent_days: 0 };
    const line = (name: string, more: object) => JSON.stringify({ schema: "kinerja.compute/1", name, period: "2026-07", inputs: { ...inputs, ...more } });
    const { lines } = diffDocuments(before, after, `${line("satu", {})}\n${line("dua", { class: "7", staff_kind: "pns" })}\n`);
    expect(lines.slice(-3)).toEqual([
      "Berkas fakta: 1 dari 2 berubah",
      "  satu (Juli 2026): Rp3.600.000 → Rp4.140.000 (+Rp540.000)",
      "  jumlah perubahan: +Rp540.000",
    ]);
  }); // prettier-ignore

  it("names the line of a file that is wrong", () => {
    const { faults } = diffDocuments(before, after, '{}\n{"schema":"kinerja.compute/1","period":"2026-07","inputs":{"kelas":"8"}}\n{');
    expect(faults).toEqual(expect.arrayContaining([
      expect.stringContaining("1: $.schema INPUT_KEY_MISSING"),
      expect.stringContaining("2: $.inputs.kelas INPUT_KEY_UNKNOWN"),
      expect.stringContaining("3: $ INPUT_JSON_BROKEN"),
    ]));
  }); // prettier-ignore

  it("says that nothing differs, and what is new or gone", () => {
    expect(diffDocuments(before, before, undefined).lines).toContain("Tidak ada yang berbeda.");
    const other = diffDocuments(shipped("thr-2025"), before, undefined).lines;
    expect(other).toContainEqual(expect.stringMatching(/^ {2}\+ /));
    expect(other).toContainEqual(expect.stringMatching(/^ {2}− /));
  });
});

describe("the command line", () => {
  it.each([
    [["check", "a", "b", "--lang", "en"], { command: "check", files: ["a", "b"], language: "en" }],
    [["doc", "a", "--out", "b.md"], { command: "doc", file: "a", out: "b.md" }],
    [["diff", "a", "b"], { command: "diff", before: "a", after: "b", facts: undefined }],
    [["compute", "--policy", "a", "--input", "-"], { command: "compute", policy: "a", input: "-", language: "id" }],
    [["inputs", "a", "--into", "b.md"], { command: "inputs", files: ["a"], into: "b.md", language: "id" }],
    [["schema"], { command: "schema" }],
  ])("understands %j", (args, request) => {
    expect(readRequest(args)).toEqual(request);
  });

  it.each([
    [[]],
    [["chek"]],
    [["check"]],
    [["check", "a", "--lang", "fr"]],
    [["doc"]],
    [["doc", "a", "b"]],
    [["doc", "a", "--out", "b.pdf"]],
    [["diff", "a"]],
    [["diff", "a", "b", "c"]],
    [["compute", "--policy", "a"]],
    [["compute", "--input", "a"]],
    [["compute", "x", "--policy", "a", "--input", "b"]],
    [["inputs"]],
    [["schema", "x"]],
    [["--nonsense"]],
  ])("refuses %j with its usage", (args) => {
    expect(() => readRequest(args)).toThrow("npm run policy -- check");
  });

  const node = [
    "--conditions=source",
    "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
    join(__dirname, "../policy.ts"),
  ];
  const run = (...args: string[]) => spawnSync(process.execPath, [...node, ...args], { encoding: "utf8" });

  it("reads 300 kB that come slowly", async () => {
    const inputs = { class: "8", predikat: "baik", staff_kind: "pns", minutes: 6750 };
    const input = JSON.stringify({ schema: "kinerja.compute/1", name: "x".repeat(300_000), period: "2026-07", inputs });
    const child = spawn(process.execPath, [...node, "compute", "--policy", policyFile("contoh-tpp"), "--input", "-"]);
    const told: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => told.push(piece));
    const ended = new Promise((resolve) => child.on("close", resolve));
    for (let at = 0; at < input.length; at += 70_000) {
      await pause(300);
      child.stdin.write(input.slice(at, at + 70_000));
    }
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(JSON.parse(Buffer.concat(told).toString())).toMatchObject({ status: "payable", period: "2026-07" });
  }, 60_000);

  it("prints the inputs of one policy, of several, and writes them into a page", () => {
    const one = run("inputs", policyFile("contoh-tpp"), "--lang", "en");
    expect([one.status, one.stdout.split("\n")[0]]).toEqual([0, "| Id | Label | Form | Known | When it is missing |"]);
    expect(run("inputs", policyFile("contoh-tpp"), policyFile("thr-2025")).stdout).toContain("### thr-2025");
    const page = saved("page.md", "before\n<!-- inputs: begin -->\nold\n<!-- inputs: end -->\nafter\n");
    expect(run("inputs", policyFile("contoh-tpp"), "--into", page).status).toBe(0);
    expect(readFileSync(page, "utf8")).toMatch(/^before\n<!-- inputs: begin -->\n\n### contoh-tpp\n[^]*\n\n<!-- inputs: end -->\nafter\n$/);
    expect(run("inputs", policyFile("contoh-tpp"), "--into", saved("plain.md", "no marks")).status).toBe(2);
  }, 60_000); // prettier-ignore

  it("ends with 0, 1 and 2", () => {
    expect(run("check", policyFile("contoh-tpp")).status).toBe(0);
    expect(run("check", saved("bad.yaml", "a: [\n")).status).toBe(1);
    const missing = run("check", join(folder, "nothing.yaml"));
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining("nothing.yaml")]);
    const out = join(folder, "page.html");
    expect(run("doc", policyFile("contoh-tpp"), "--out", out).status).toBe(0);
    expect(readFileSync(out, "utf8")).toMatch(/^<!doctype html>/);
    const wrong = run("compute", "--policy", policyFile("contoh-tpp"), "--input", saved("in.json", "{}"));
    expect([wrong.status, wrong.stdout]).toEqual([1, ""]);
  }, 60_000);
});
