import { writeFileSync } from "node:fs";
import { policySchema } from "@kinerja/allowance/policy";
import { orTell, runCommand, UsageError } from "./command-line.ts";
import { checkFile } from "./policy/check.ts";
import { compute } from "./policy/compute.ts";
import { diffDocuments } from "./policy/diff.ts";
import { docOf } from "./policy/doc.ts";
import { faultText } from "./policy/faults.ts";
import { hasFaults, type PolicyFile, readPolicyFile, readText } from "./policy/files.ts";
import { inputsOf, inputsPage, withInputs } from "./policy/inputs.ts";
import { type Language, readRequest, type Request } from "./policy/options.ts";
import { toHtml } from "./policy/to-html.ts";
import { toMarkdown } from "./policy/to-markdown.ts";

// Whoever reads may stop reading, as head does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
const say = (text: string): void => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);

/** What is wrong goes to the other stream, so that a page or a result stays what it is. */
function fail(lines: readonly string[]): void {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exitCode = 1;
}

/** A document without faults; undefined when they have been told. */
function open(file: string, language: Language = "id"): PolicyFile | undefined {
  const read = readPolicyFile(file, language);
  if (!hasFaults(read)) return read;
  fail(read.faults);
  return undefined;
}

function check({ files, language }: Extract<Request, { command: "check" }>): void {
  const checked = files.map((file) => checkFile(file, language));
  say(checked.flatMap(({ lines }) => lines).join("\n"));
  if (checked.some(({ isFine }) => !isFine)) process.exitCode = 1;
}

function doc({ file, out }: Extract<Request, { command: "doc" }>): void {
  const policy = open(file);
  if (!policy) return;
  const page = docOf(policy.document, policy.text);
  const text = out?.endsWith(".md") ? toMarkdown(page) : toHtml(page);
  if (out === undefined) say(text);
  else orTell(out, () => writeFileSync(out, text));
}

function diff({ before, after, facts }: Extract<Request, { command: "diff" }>): void {
  const [old, next] = [open(before), open(after)];
  if (!old || !next) return;
  const { lines, faults } = diffDocuments(
    old.document,
    next.document,
    facts === undefined ? undefined : readText(facts),
  );
  if (faults.length > 0) fail(faults.map((fault) => `${facts ?? ""}:${fault}`));
  else say(lines.join("\n"));
}

function computeOne({ policy, input, language }: Extract<Request, { command: "compute" }>): void {
  const read = open(policy, language);
  if (!read) return;
  const { result, faults } = compute(read.document, read.text, readText(input), language);
  if (faults.length > 0) fail(faults.map((fault) => faultText(fault, language)));
  else say(JSON.stringify(result, undefined, 2));
}

function inputs({ files, into, language }: Extract<Request, { command: "inputs" }>): void {
  const documents = files.flatMap((file) => open(file, language)?.document ?? []);
  const [first] = documents;
  if (first === undefined || documents.length < files.length) return;
  const isOne = documents.length === 1 && into === undefined;
  const tables = isOne ? inputsOf(first, language) : inputsPage(documents, language);
  if (into === undefined) return say(tables);
  const page = withInputs(readText(into), tables);
  if (page === undefined) throw new UsageError(`${into}: has no marks for the inputs`);
  orTell(into, () => writeFileSync(into, page));
}

function run(request: Request): void {
  if (request.command === "check") check(request);
  else if (request.command === "doc") doc(request);
  else if (request.command === "diff") diff(request);
  else if (request.command === "compute") computeOne(request);
  else if (request.command === "inputs") inputs(request);
  else say(JSON.stringify(policySchema, undefined, 2));
}

await runCommand(() => run(readRequest(process.argv.slice(2))));
