import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { faults, problems } from "@kinerja/common/catalogue";

import { librariesStayInPlace, noMachineIsNamed, nobodysNip, nothingIsLeftOpen, ownRegistries } from "./tidy/code.ts";
import {
  callsNameTheirErrors,
  examplesAreJson,
  problemsHavePages,
  refusalsHaveWords,
  topicsAreDocumented,
  topicsNameTheirReaders,
  type Words,
} from "./tidy/contract.ts";
import { decisionsAreWhole, dependenciesAreExplained, glossaryIsTrue, linksLead } from "./tidy/documents.ts";
import { filesAreShort, migrationsAreNumbered, servicesAreComplete } from "./tidy/layout.ts";
import { picturesAreShown } from "./tidy/pictures.ts";
import { pageOf, problemPagesAreTrue } from "./tidy/problem-page.ts";
import { documentPictures, type RepoFile, repositoryFiles, type Rule } from "./tidy/repository.ts";

const words: Words = { problems: new Set(Object.keys(problems)), faults: new Set(Object.keys(faults)) };
const root = join(__dirname, "..");
const files = repositoryFiles(root);

describe("the repository", () => {
  const rules: readonly (readonly [string, Rule])[] = [
    ["has no file over 400 lines", filesAreShort],
    ["has services with README, settings and a main", servicesAreComplete],
    ["numbers its migrations without a gap and lists their roles", migrationsAreNumbered],
    ["imports each library in its place only", librariesStayInPlace],
    ["leaves nothing open in comments", nothingIsLeftOpen],
    ["holds nobody's NIP", nobodysNip],
    ["names no machine and no registry", noMachineIsNamed(ownRegistries(process.env))],
    ["has words for each code of a refusal", refusalsHaveWords(words)],
    ["has a page in both languages for each problem", problemsHavePages(words.problems)],
    ["has problem pages that say what the catalogue says", problemPagesAreTrue(problems)],
    ["has examples that are JSON", examplesAreJson],
    ["has calls that name their errors", callsNameTheirErrors],
    ["documents each topic", topicsAreDocumented],
    ["has topics that name their readers", topicsNameTheirReaders],
    ["has whole decisions", decisionsAreWhole],
    ["explains each dependency", dependenciesAreExplained],
    ["has links that lead somewhere", linksLead],
    ["shows every picture, and has every picture that it shows", picturesAreShown(documentPictures(root))],
    ["has a glossary that is true", glossaryIsTrue],
  ];
  it.each(rules)("%s", (_, rule) => {
    expect(rule(files)).toEqual([]);
  });

  it("was read at all", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(words.problems.size).toBeGreaterThan(20);
  });
});

const file = (path: string, text = ""): RepoFile => ({ path, text });
const lines = (count: number): string => "x\n".repeat(count);
// What a rule looks for is put together here, so that this file keeps the rules.
const nip = (serial: string, between = ""): string => ["19870314", "201101", "2", serial].join(between);
const open = ["TO", "DO"].join("");
const folder = ["", "work", "main"].join("/");

describe("a rule notices", () => {
  it("files that are too long, by kind", () => {
    const found = filesAreShort([
      file("a.ts", lines(400)),
      file("b.sql", lines(401)),
      file("c.md", lines(900)),
      file("d.proto", lines(900)),
    ]);
    expect(found).toEqual(["b.sql has 401 lines, at most 400 are allowed"]);
  });

  it("services without README, settings or main", () => {
    const found = servicesAreComplete([
      file("services/one/package.json"),
      file("services/one/README.md"),
      file("services/one/src/config.ts"),
      file("services/one/src/main.test.ts"),
      file("services/one/src/adapters/grpc/a.ts"),
      file("services/two/package.json"),
      file("services/two/README.md"),
      file("services/two/src/config.ts"),
      file("services/two/src/main-writer.ts"),
      file("services/begun/package.json"),
      file("services/begun/src/domain/a.ts"),
      file("services/common/package.json"),
    ]);
    expect(found).toEqual(["services/one has no src/main*.ts", "services/common has no README.md"]);
  });

  it("migrations with a gap, a bad name, or without roles", () => {
    const roles = file("services/a/migrations/roles.json", '{ "roles": ["app"] }');
    const of = (...names: string[]): RepoFile[] => names.map((name) => file(`services/a/migrations/${name}`));
    expect(migrationsAreNumbered([roles, ...of("0001_log.sql", "0002_more.sql")])).toEqual([]);
    expect(migrationsAreNumbered([roles, ...of("0001_log.sql", "0003_more.sql")])).toHaveLength(1);
    expect(migrationsAreNumbered([roles, ...of("0001_log.sql", "0001_more.sql")])).toHaveLength(1);
    expect(migrationsAreNumbered([roles, ...of("0001-Log.sql")])).toHaveLength(1);
    expect(migrationsAreNumbered(of("0001_log.sql"))).toEqual(["services/a/migrations/ has no roles.json"]);
    expect(migrationsAreNumbered([file("services/a/migrations/roles.json", '{ "roles": [] }')])).toHaveLength(1);
  });

  it("libraries outside of their place", () => {
    const found = (path: string, library: string): string[] =>
      librariesStayInPlace([file(`services/${path}`, `import type { X } from "${library}";`)]);
    expect(found("common/src/messaging/consume.ts", "kafkajs")).toEqual([]);
    expect(found("planning/src/adapters/kafka/in.ts", "kafkajs")).toEqual([
      expect.stringMatching(/^services\/planning\/src\/adapters\/kafka\/in\.ts:1: from .kafkajs. is not allowed here$/),
    ]);
    expect(found("identity/src/main.ts", "@grpc/grpc-js")).toEqual([]);
    expect(found("common/src/errors/errors.test.ts", "@grpc/grpc-js")).toEqual([]);
    const libraries = ["@platformatic/kafka", "typeorm", "@grpc/grpc-js/build/src/constants", "ioredis", "express"];
    for (const library of libraries) expect(found("identity/src/app/sign-in.ts", library)).toHaveLength(1);
    for (const load of ["import ", "await import(", "require("]) {
      expect(librariesStayInPlace([file("services/a/src/a.ts", `${load}"${libraries[1]}"`)])).toHaveLength(1);
    }
  });

  it("open ends", () => {
    expect(nothingIsLeftOpen([file("a.ts", `ok\n// ${open}: later`)])).toEqual([`a.ts:2: ${open}`]);
  });

  it("a NIP that could be somebody's, also in groups and in tests", () => {
    expect(nobodysNip([file("services/a/src/a.ts", nip("901"))])).toEqual([]);
    expect(nobodysNip([file("services/a/src/a.ts", nip("001"))])).toHaveLength(1);
    expect(nobodysNip([file("docs/a.md", `NIP ${nip("001", " ")}.`)])).toHaveLength(1);
    expect(nobodysNip([file("services/a/src/a.test.ts", `"${nip("123")}"`)])).toHaveLength(1);
    expect(nobodysNip([file("services/a/src/a.test.ts", "123456789012345678n")])).toEqual([]);
    expect(nobodysNip([file("services/a/src/a.test.ts", '"123456789012345678"')])).toEqual([]);
    expect(nobodysNip([file("services/a/src/a.ts", '"123456789012345678"')])).toHaveLength(1);
  });

  it("paths of a machine and hosts of registries", () => {
    const rule = noMachineIsNamed(["mirror.example.test", "127.0.0.1:4873"]);
    const clean = "https://site/work/x ./work/y http://127.0.0.1:4873/";
    expect(rule([file("a.ts", clean)])).toEqual([]);
    expect(rule([file("a.ts", `see ${folder}/x`)])).toHaveLength(1);
    expect(rule([file("a.yaml", "https://mirror.example.test/pkg")])).toHaveLength(1);
    expect(rule([file(".npmrc", ["registry=https://registry", "npmjs", "org"].join("."))])).toHaveLength(1);
    expect(
      ownRegistries({ npm_config_registry: "https://a.test/npm/", GOPROXY: "http://b.test|direct", HOME: "/x" }),
    ).toEqual(["a.test", "b.test"]);
  });

  it("codes without words, in code and in contracts", () => {
    const rule = refusalsHaveWords({ problems: new Set(["CALL_FAILED"]), faults: new Set(["DATE_FORM"]) });
    const service = (text: string): RepoFile[] => [file("services/a/src/a.ts", text)];
    expect(
      rule(service('throw new Refusal("refused", "CALL_FAILED", { code: x }); invalid(at, "DATE_FORM");')),
    ).toEqual([]);
    expect(rule(service('new Refusal(\n  "refused",\n  late ? "TOO_LATE" : "CALL_FAILED",\n)'))).toHaveLength(1);
    expect(rule(service('throw new Refusal("invalid", "DATE_FORM");'))).toHaveLength(1);
    expect(rule(service('invalid(pointerTo(name), "FIELD_ODD")'))).toHaveLength(1);
    expect(rule(service('report(place, { code: "LIST_ODD" })'))).toHaveLength(1);
    expect(rule([file("services/a/src/a.test.ts", 'new Refusal("refused", "INVENTED")')])).toEqual([]);
    const promise = file(
      "proto/kinerja/a/v1/a.proto",
      "  // Does it. Errors: CALL_FAILED,\n  // NOT_KNOWN (why).\n  rpc Do(",
    );
    expect(rule([promise])).toEqual([]);
    expect(rule([promise, file("services/a/src/main.ts")])).toEqual([
      "proto/kinerja/a/v1/a.proto: NOT_KNOWN is promised and is not among the catalogue's problems",
    ]);
  });

  it("problems without a page and pages without a problem", () => {
    const found = problemsHavePages(new Set(["A_B"]))([
      file("docs/problems/A_B.id.md"),
      file("docs/problems/GONE.en.md"),
      file("docs/problems/README.md"),
    ]);
    expect(found).toEqual([
      "docs/problems/A_B.en.md is missing",
      "docs/problems/GONE.en.md explains a code that the catalogue does not have",
    ]);
  });

  it("problem pages that are empty, cut, or not the catalogue's", () => {
    const words = ["Rows lost", "Lost are: {rows}. Nothing was changed. Send them again."] as const;
    const page = pageOf("A_B", "en", words);
    const found = (text: string): string[] =>
      problemPagesAreTrue({ A_B: { id: words, en: words } })([file("docs/problems/A_B.en.md", text)]);
    const written = page.replace("…", "lines 3 and 4");
    expect(found(written)).toEqual([]);
    expect(found(written.replace("## What is safe", "## Why\n\nA line broke.\n\n## What is safe"))).toEqual([]);
    expect(found(written.replace("again.", "again. Or ask."))).toEqual([]);
    expect(found(page)).toEqual(["docs/problems/A_B.en.md leaves a value open (…)"]);
    expect(found(written.replace("# Rows lost", "# Rows gone"))).toHaveLength(1);
    expect(found(written.replace("## What is safe", "## Why\n\n….\n\n## What is safe"))).toHaveLength(2);
    expect(found(written.replace("Nothing was changed.", ""))).toEqual([
      'docs/problems/A_B.en.md says nothing under "What is safe"',
      'docs/problems/A_B.en.md does not say under "What is safe" what the catalogue says: Nothing was changed.',
    ]);
    expect(found(written.replace("## For programs", "## Else"))).toHaveLength(1);
  });

  it("examples that are no JSON object", () => {
    const proto = (request: string): RepoFile[] => [
      file("a.proto", `option (kinerja.common.v1.example) = {request: ${JSON.stringify(request)}};`),
    ];
    expect(examplesAreJson(proto('{"a":1}'))).toEqual([]);
    expect(examplesAreJson(proto('{"a":1,}'))).toHaveLength(1);
    expect(examplesAreJson(proto("1"))).toHaveLength(1);
  });

  it("calls that do not name their errors", () => {
    const service = (comment: string): RepoFile[] => [file("proto/a_service.proto", `${comment}\n  rpc Do(DoRequest)`)];
    expect(callsNameTheirErrors(service("  // Does it. Errors: A_B."))).toEqual([]);
    expect(callsNameTheirErrors(service("  // Does it. Errors for the whole call:\n  // A_B."))).toEqual([]);
    expect(callsNameTheirErrors(service("  // Does it.\n  // Errors:"))).toHaveLength(1);
    expect(callsNameTheirErrors(service("  // Does it."))).toEqual([
      "proto/a_service.proto: Do does not say its errors",
    ]);
    expect(callsNameTheirErrors(service("  // Errors: A_B.\n  rpc Other(R)\n"))).toHaveLength(1);
  });

  it("topics that do not say who reads them", () => {
    const events = (...comment: string[]): RepoFile[] => [
      file("proto/a_events.proto", `${comment.map((line) => `// ${line}\n`).join("")}message Told {`),
    ];
    expect(topicsNameTheirReaders(events("Topic kinerja.a.fact.v1: told.", "Read by b."))).toEqual([]);
    expect(topicsNameTheirReaders(events("A part of it."))).toEqual([]);
    expect(topicsNameTheirReaders(events("Topic kinerja.a.fact.v1: told."))).toEqual([
      "proto/a_events.proto: Told does not say who reads its topic",
    ]);
  });

  it("topics without documentation", () => {
    const proto = file(
      "proto/kinerja/a/v1/a_events.proto",
      "// Topic kinerja.a.fact-told.v1, compacted.\npackage kinerja.a.v1;",
    );
    expect(topicsAreDocumented([proto, file("docs/events.md", "`kinerja.a.fact-told.v1`")])).toEqual([]);
    expect(topicsAreDocumented([proto, file("docs/events.md", "`kinerja.a.other.v1`")])).toHaveLength(1);
  });

  it("decisions that lack a heading, a number or a place in the list", () => {
    const body = ["Context", "Decision", "Why", "Price", "When to reconsider"].map((title) => `## ${title}\n`).join("");
    const index = file("docs/adr/README.md", "0001-a.md");
    expect(decisionsAreWhole([index, file("docs/adr/0001-a.md", `# 0001 A\n${body}`)])).toEqual([]);
    expect(decisionsAreWhole([index, file("docs/adr/0001-a.md", "# 0001 A\n## Context\n## Price")])).toHaveLength(1);
    expect(decisionsAreWhole([index, file("docs/adr/0001-a.md", `# A\n${body}`)])).toHaveLength(1);
    expect(decisionsAreWhole([index, file("docs/adr/0003-b.md", `# 0003 B\n${body}`)])).toHaveLength(2);
  });

  it("dependencies without a line and lines without a dependency", () => {
    const manifest = file("services/a/package.json", '{"dependencies":{"@kinerja/common":"1","pg":"8"}}');
    const page = (...names: string[]): RepoFile =>
      file("docs/dependencies.md", names.map((name) => `| \`${name}\` | why |`).join("\n"));
    expect(dependenciesAreExplained([manifest, page("pg")])).toEqual([]);
    expect(dependenciesAreExplained([manifest, page()])).toEqual(["pg of services/a/package.json has no line"]);
    expect(dependenciesAreExplained([manifest, page("pg", "zod")])).toEqual([
      "zod has a line and no package.json names it",
    ]);
  });

  it("links that lead nowhere", () => {
    const good = "[a](../adr/0001-a.md#why) [b](https://x.test) [c](../adr) ![picture](images/none.png)";
    const tree = [file("docs/guide/a.md", good), file("docs/adr/0001-a.md")];
    expect(linksLead(tree)).toEqual([]);
    expect(linksLead([...tree, file("docs/b.md", "[gone](adr/0002-b.md)")])).toEqual([
      "docs/b.md links to adr/0002-b.md, which is not there",
    ]);
  });

  it("pictures that are missing, and pictures that nobody sees", () => {
    const rule = picturesAreShown(["docs/images/a.png", "docs/images/b.png"]);
    const page = '![A](../images/a.png) <img src="../images/b.png" alt="B" width="240" /> ![C](https://x.test/c.png)';
    expect(rule([file("docs/guide/a.md", page)])).toEqual([]);
    expect(rule([file("README.md", "![A](docs/images/a.png)"), file("a.ts", "![B](docs/images/b.png)")])).toEqual([
      "docs/images/b.png is shown by no document",
    ]);
    expect(rule([file("docs/guide/a.md", `${page} ![D](../images/d.png)`)])).toEqual([
      "docs/guide/a.md shows docs/images/d.png, which is not there",
    ]);
  });

  it("words of the glossary that the code does not have", () => {
    const glossary = file(
      "docs/glossary.md",
      "| NIP | a number | `Nip`, `parseNip` | law |\n| THR | `not code` | later | law |",
    );
    expect(glossaryIsTrue([glossary, file("services/a/src/a.ts", "type Nip; parseNip()")])).toEqual([]);
    expect(glossaryIsTrue([glossary, file("services/a/src/a.ts", "type Nip; parseNipX()")])).toHaveLength(1);
    const promise = file("docs/glossary.md", "| THR | holiday pay | later (a) | law |");
    expect(glossaryIsTrue([promise, file("services/a/src/a.ts")])).toEqual([]);
    expect(glossaryIsTrue([promise, file("services/a/src/main.ts")])).toEqual([
      'docs/glossary.md: "later (a)", but a runs',
    ]);
  });
});
