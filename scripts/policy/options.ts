import { type ParseArgsConfig } from "node:util";
import { readCommandLine, UsageError } from "../command-line.ts";

export type Language = "id" | "en";

export type Request =
  | { readonly command: "check"; readonly files: readonly string[]; readonly language: Language }
  | { readonly command: "doc"; readonly file: string; readonly out: string | undefined }
  | { readonly command: "diff"; readonly before: string; readonly after: string; readonly facts: string | undefined }
  | { readonly command: "compute"; readonly policy: string; readonly input: string; readonly language: Language }
  | {
      readonly command: "inputs";
      readonly files: readonly string[];
      readonly into: string | undefined;
      readonly language: Language;
    }
  | { readonly command: "schema" };

export const usage = `npm run policy -- check FILE... [--lang id|en]
npm run policy -- doc FILE [--out FILE.html|FILE.md]
npm run policy -- diff BEFORE AFTER [--facts FILE.jsonl]
npm run policy -- compute --policy FILE --input FILE.json|- [--lang id|en]
npm run policy -- inputs FILE... [--lang id|en] [--into FILE.md]
npm run policy -- schema

  Reads pay policies (kinerja.policy/v1) from files; no server and no database is needed.

  check    prints each fault as file:line:column CODE words, runs the document's examples, says what they leave untested, and tries
           on random months what must hold of every policy; what breaks is told with the smallest month
  doc      the policy as a page in Indonesian, HTML that can be printed, or Markdown
  diff     what two documents do otherwise, in words, and whose money changes
  compute  one month of one person as JSON: every line with its article, its number and its sentence
  inputs   what the policy asks for: ids, forms, known words, and what happens when one is missing

  --lang id|en    language of faults, flags and tables (id)
  --out FILE      writes there instead of printing
  --facts FILE    one kinerja.compute/1 object a line, computed under both documents
  --input FILE    a kinerja.compute/1 object, - reads standard input; docs/policy/compute.md describes it
  --into FILE     writes the tables between the marks of a page instead of printing

  ends with 0 when all is well, 1 when a document, an example or an input is wrong, 2 when a file can't be read or the command is not understood`;

const refuse = (message: string): never => {
  throw new UsageError(`${message}\n\n${usage}`);
};

const lang = { type: "string", default: "id" } as const;
const languageOf = (text: string): Language =>
  text === "id" || text === "en" ? text : refuse(`--lang ${text}: id or en`);

function read<Options extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: Options) {
  return readCommandLine(usage, { args: [...args], options, allowPositionals: true });
}

function readCheck(args: readonly string[]): Request {
  const { values, positionals } = read(args, { lang });
  if (positionals.length === 0) refuse("check: name at least one file");
  return { command: "check", files: positionals, language: languageOf(values.lang) };
}

function readDoc(args: readonly string[]): Request {
  const { values, positionals } = read(args, { out: { type: "string" } });
  const [file = refuse("doc: name one file"), more] = positionals;
  if (more !== undefined) refuse("doc: name one file");
  if (values.out !== undefined && !/\.(html|md)$/.test(values.out))
    refuse(`--out ${values.out}: must end with .html or .md`);
  return { command: "doc", file, out: values.out };
}

function readDiff(args: readonly string[]): Request {
  const { values, positionals } = read(args, { facts: { type: "string" } });
  const [before, after, more] = positionals;
  if (before === undefined || after === undefined || more !== undefined) return refuse("diff: name two files");
  return { command: "diff", before, after, facts: values.facts };
}

function readCompute(args: readonly string[]): Request {
  const { values, positionals } = read(args, { lang, policy: { type: "string" }, input: { type: "string" } });
  if (positionals.length > 0) refuse(`compute: ${positionals.join(" ")} is not understood`);
  const { policy = refuse("compute: --policy FILE is needed"), input = refuse("compute: --input FILE is needed") } =
    values;
  return { command: "compute", policy, input, language: languageOf(values.lang) };
}

function readInputsOf(args: readonly string[]): Request {
  const { values, positionals } = read(args, { lang, into: { type: "string" } });
  if (positionals.length === 0) refuse("inputs: name at least one file");
  return { command: "inputs", files: positionals, into: values.into, language: languageOf(values.lang) };
}

function readSchema(args: readonly string[]): Request {
  if (read(args, {}).positionals.length > 0) refuse("schema: takes no file");
  return { command: "schema" };
}

const readers: Readonly<Record<string, (args: readonly string[]) => Request>> = {
  check: readCheck,
  doc: readDoc,
  diff: readDiff,
  compute: readCompute,
  inputs: readInputsOf,
  schema: readSchema,
};

/** What is asked for; a mistake is a sentence with the usage. */
export function readRequest(args: readonly string[]): Request {
  const [command, ...rest] = args;
  if (command === undefined || command.startsWith("-")) {
    read(args, {});
    return refuse("name a command");
  }
  const reader = Object.hasOwn(readers, command) ? readers[command] : undefined;
  return (reader ?? refuse(`${command}: no such command`))(rest);
}
