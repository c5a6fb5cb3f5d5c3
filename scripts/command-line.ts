import { parseArgs, type ParseArgsConfig } from "node:util";

/** What the person who started the command can put right: told in a sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const helpOption = { help: { type: "boolean", short: "h", default: false } } as const;

/** Options of a command; --help prints the usage and ends, what is not understood is a UsageError with it. */
export function readCommandLine<Config extends ParseArgsConfig>(usage: string, config: Config): ReturnType<typeof parseArgs<Config>> {
  const { values, positionals } = parsed(usage, { ...config, options: { ...config.options, ...helpOption } });
  if (values["help"] === true) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  return { values, positionals } as ReturnType<typeof parseArgs<Config>>;
} // prettier-ignore

function parsed(usage: string, config: ParseArgsConfig) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** A whole number from an option, undefined when it was not given. */
export function wholeNumber(
  usage: string,
  { name, text, min, max }: { name: string; text: string | undefined; min: number; max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new UsageError(`--${name} ${text}: must be a whole number from ${min} to ${max}\n\n${usage}`);
  return value;
}

/** What the system says of files, and the way out. */
const waysOut: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder; look at the path, which is read from the folder you are in",
  EACCES: "this user may not open it; change its rights or name another file",
  EISDIR: "this is a folder; name a file in it",
  ENOTDIR: "a part of the path is no folder",
};

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return waysOut[(error as NodeJS.ErrnoException).code ?? ""] ?? error.message;
}

/** What cannot be done with what was named, such as a file that cannot be read, is the caller's to put right. */
export function orTell<Result>(what: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new UsageError(`${what}: ${told(error)}`);
  }
}

/** Runs a command: a mistake of who started it ends with 2 and a sentence, any other failure with 1 and where it happened. */
export async function runCommand(main: () => Promise<void> | void): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const text = error instanceof Error ? (isUsage ? error.message : error.stack) : String(error);
    process.stderr.write(`\n${text ?? ""}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}
