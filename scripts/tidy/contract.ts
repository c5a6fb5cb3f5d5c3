import { isRunnable } from "./layout.ts";
import { isTest, type RepoFile, type Rule } from "./repository.ts";

/** Codes that the message catalogue has words for: those that end a call, and those of single faults. */
export interface Words {
  readonly problems: ReadonlySet<string>;
  readonly faults: ReadonlySet<string>;
}

const code = /"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"/g;
const codesAfter = (text: string, call: RegExp): string[] =>
  [...text.matchAll(call)].flatMap(([found]) => [...found.matchAll(code)].map(([, name = ""]) => name));

/** Up to the first brace or the end of the statement: what comes after are the parameters. */
const refusals = /\bnew Refusal\([^{;]*/g;
const single = /\b(?:invalid|fault|unless)\([^{;]*|\bcode: "[A-Z0-9_]+"/g;
const isServiceCode = ({ path }: RepoFile): boolean =>
  /^services\/(?!web\/)[^/]+\/src\/.*\.ts$/.test(path) && !isTest(path) && !/\/(catalogue|testing)\//.test(path);

function codeFaults({ path, text }: RepoFile, { problems, faults }: Words): string[] {
  const unknown = codesAfter(text, refusals).filter((name) => !problems.has(name));
  const unknownFaults = codesAfter(text, single).filter((name) => !faults.has(name) && !problems.has(name));
  return [
    ...unknown.map((name) => `${path}: ${name} ends a call and is not among the catalogue's problems`),
    ...unknownFaults.map((name) => `${path}: ${name} has no words in the catalogue`),
  ];
}

/** "Errors: A_B (why), C_D." in the comment of an RPC, also over several lines. */
function promisedCodes(text: string): string[] {
  const comments = text.replace(/\n\s*\/\/ ?/g, " ").match(/\bErrors[^:\n]*:[^\n]*/g) ?? [];
  return comments.flatMap((comment) => comment.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []);
}

/** The contract may be ahead of the services: what it promises counts from the day on which the service runs. */
function brokenPromises(files: readonly RepoFile[], problems: ReadonlySet<string>): string[] {
  const paths = files.map(({ path }) => path);
  return files.flatMap(({ path, text }) => {
    const service = /^proto\/kinerja\/([a-z]+)\/.*\.proto$/.exec(path)?.[1];
    if (service === undefined || !isRunnable(paths, service)) return [];
    const missing = promisedCodes(text).filter((name) => !problems.has(name));
    return missing.map((name) => `${path}: ${name} is promised and is not among the catalogue's problems`);
  });
}

/** Every no that the code or the contract knows can be said in both languages. */
export const refusalsHaveWords =
  (words: Words): Rule =>
  (files) => [
    ...new Set([
      ...files.filter(isServiceCode).flatMap((file) => codeFaults(file, words)),
      ...brokenPromises(files, words.problems),
    ]),
  ];

/** A problem's `type` is an address that answers: a page in both languages for each, and no page for a code that is gone. */
export const problemsHavePages =
  (problems: ReadonlySet<string>): Rule =>
  (files) => {
    const pages = new Set(files.map(({ path }) => path).filter((path) => path.startsWith("docs/problems/")));
    const wanted = [...problems].flatMap((name) => [`docs/problems/${name}.id.md`, `docs/problems/${name}.en.md`]);
    const isOrphan = (page: string): boolean => /\.(id|en)\.md$/.test(page) && !wanted.includes(page);
    return [
      ...wanted.filter((page) => !pages.has(page)).map((page) => `${page} is missing`),
      ...[...pages].filter(isOrphan).map((page) => `${page} explains a code that the catalogue does not have`),
    ];
  };

const example = /\(kinerja\.common\.v1\.example\) = \{\s*request: ("(?:[^"\\]|\\.)*")/g;

/** The examples that the documentation shows and the tests call are JSON objects. */
export const examplesAreJson: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith(".proto"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(example)].flatMap(([, literal = '""']) => {
        try {
          const value: unknown = JSON.parse(JSON.parse(literal) as string);
          return typeof value === "object" && value !== null ? [] : [`${path}: ${literal} is no object`];
        } catch {
          return [`${path}: ${literal} is not JSON`];
        }
      }),
    );

const rpc = /((?:^ *\/\/.*\n)*)^ *rpc (\w+)\(/gm;

/** Each call says which no it can answer beyond those of every call (docs/api.md): a comment that ends with "Errors: …". */
export const callsNameTheirErrors: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith("_service.proto"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(rpc)]
        .filter(([, comment = ""]) => !/\bErrors[^:\n]*: \S/.test(comment.replace(/\n\s*\/\/ ?/g, " ")))
        .map(([, , name = ""]) => `${path}: ${name} does not say its errors`),
    );

/** A message that is the value of a topic says who reads it, be it nobody yet (ADR 0025). */
export const topicsNameTheirReaders: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith("_events.proto"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/((?:^\/\/.*\n)+)message (\w+)/gm)]
        .filter(([, comment = ""]) => /\btopic kinerja\./i.test(comment) && !comment.includes("Read by "))
        .map(([, , name = ""]) => `${path}: ${name} does not say who reads its topic`),
    );

/** Every topic that a contract names is in docs/events.md. */
export const topicsAreDocumented: Rule = (files) => {
  const page = files.find(({ path }) => path === "docs/events.md")?.text ?? "";
  return files
    .filter(({ path }) => path.endsWith("_events.proto"))
    .flatMap(({ path, text }) =>
      [...new Set(text.match(/\bkinerja\.[a-z]+\.[a-z-]+\.v\d+\b/g))].map((topic) => ({ path, topic })),
    )
    .filter(({ topic }) => !page.includes(`\`${topic}\``))
    .map(({ path, topic }) => `docs/events.md does not mention ${topic} of ${path}`);
};
