import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { cell, keepPage, oneLine } from "./made-page.ts";

const root = join(import.meta.dirname, "..");
const policies = join(root, "services/allowance/policies");

interface Choice {
  readonly id: string;
  readonly question: string;
  readonly choice: string;
  readonly why: string;
  readonly confirm_with?: string;
}

/** What the pages tell of a document. */
interface Told {
  readonly id: string;
  readonly title: string;
  readonly tests: readonly { readonly source: "official" | "agency-manual" | "own" }[];
  readonly choices?: readonly Choice[];
  readonly unverified?: readonly unknown[];
}

export const documents = (): Told[] =>
  readdirSync(policies)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => parse(readFileSync(join(policies, name), "utf8")) as Told);

/** Where a test's number stands for an error that other systems have paid out. */
const namedTests = [
  "services/allowance/src/errors/engines.test.ts",
  "services/allowance/src/errors/users.test.ts",
  "services/allowance/src/adapters/postgres/run.int.test.ts",
];

interface Named {
  readonly number: string;
  readonly name: string;
  readonly file: string;
}

/** E1 to E13, G1 to G13: the tests by their names, in that order. */
export const namedErrors = (): Named[] =>
  namedTests
    .flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/ it\("([EG]\d+) ([^"]+)"/g)].map(
        ([, number = "", name = ""]): Named => ({ number, name, file }),
      ),
    )
    .toSorted((a, b) => a.number.localeCompare(b.number, "en", { numeric: true }));

const row = (...cells: readonly (string | number)[]): string =>
  `| ${cells.map((one) => cell(String(one))).join(" | ")} |`;
const table = (head: readonly string[], rows: readonly string[]): string[] => [
  row(...head),
  row(...head.map(() => "-")),
  ...rows,
];
const link = (id: string): string => `[\`${id}\`](../../services/allowance/policies/${id}.yaml)`;

function policyRow({ id, tests, choices = [], unverified = [] }: Told): string {
  const of = (source: string): number => tests.filter((test) => test.source === source).length;
  return row(link(id), tests.length, of("official"), of("agency-manual"), of("own"), choices.length, unverified.length);
}

export function proofsPage(all: readonly Told[], named: readonly Named[]): string {
  const head = [
    "Policy",
    "Tests",
    "Printed official examples",
    "Agency's manual",
    "Own arithmetic",
    "Choices",
    "Unverified",
  ];
  return [
    "# Proofs",
    "",
    "Made by `node scripts/policy-proofs.ts` from the documents and the tests. What is random or killed is told elsewhere: engine and oracle on a million months of each policy in [performance.md](../performance.md) (T11) and on 10,000 in `npm test`, mutants of each rule kind in `services/allowance/src/oracle/mutants.test.ts`, kill -9 at 10, 50 and 90 % and double starts in [reliability.md](../reliability.md) (F32).",
    "",
    "## Shipped policies and their tests",
    "",
    "Every test is computed by engine and oracle; a step that no test covers is a fault of the document. A policy without a printed official example can't be activated ([governance.md](governance.md)).",
    "",
    ...table(head, all.map(policyRow)),
    "",
    "## Errors that were paid out elsewhere",
    "",
    "E are those of engines whose code was read, G those that users of one of them have hit. Each test fails with the error put in.",
    "",
    ...table(
      ["Error", "Test", "File"],
      named.map(({ number, name, file }) => row(number, name, `\`${file}\``)),
    ),
    "",
  ].join("\n");
}

const sentence = (text: string): string => oneLine(text).replace(/[.;]?$/, "");

const item = ({ id, question, choice, why, confirm_with }: Choice): string =>
  `- **${id} ${sentence(question)}** ${sentence(choice)}. _Sebab:_ ${sentence(why)}.${confirm_with === undefined ? "" : ` _Tanyakan kepada:_ ${sentence(confirm_with)}.`}`;

export function questionsPage(all: readonly Told[]): string {
  return [
    "# What the law leaves open",
    "",
    "Made by `node scripts/policy-proofs.ts` from the `choices` of the documents, in the words of those who sign them: what the text leaves open, what the document does, why, and who is to be asked.",
    "",
    ...all.flatMap(({ id, title, choices = [] }) =>
      choices.length === 0 ? [] : [`## ${title}`, "", link(id), "", ...choices.map(item), ""],
    ),
  ].join("\n");
}

async function main(): Promise<void> {
  const all = documents();
  await keepPage("docs/policy/proofs.md", proofsPage(all, namedErrors()), "scripts/policy-proofs.ts");
  await keepPage("docs/policy/open-questions.md", questionsPage(all), "scripts/policy-proofs.ts");
}

if (import.meta.main) void main();
