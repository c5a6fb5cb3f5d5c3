import { parseArgs } from "node:util";

export interface StartOptions {
  /** Begin anew: what the site holds is removed first. */
  readonly fresh: boolean;
  /** Play the month, write the report, stop everything. On data of its own. */
  readonly once: boolean;
  readonly report: string | undefined;
  /** SIASN's "Export Data ASN" to import instead of the invented province. */
  readonly people: string | undefined;
  readonly peopleCount: number;
  readonly seed: number;
  readonly port: number | undefined;
}

export const usage = `npm start -- [--fresh] [--once] [--report FILE] [--people FILE.csv] [--people-count N] [--seed N] [--port N]

  --fresh            begin anew; without it a second start goes on where the first one was
  --once             play the month on data of its own, write the report, stop everything
  --report FILE      where the report goes (JSON)
  --people FILE.csv  import this SIASN "Export Data ASN" instead of the invented province
  --people-count N   size of the invented province, 60 to 5000 (600)
  --seed N           another province and another month (2026)
  --port N           port of the web address (a free one)`;

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Error(`--${name} ${text}: must be a whole number from ${min} to ${max}\n\n${usage}`);
  return value;
}

export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: "boolean", default: false },
      once: { type: "boolean", default: false },
      report: { type: "string" },
      people: { type: "string" },
      "people-count": { type: "string", default: "600" },
      seed: { type: "string", default: "2026" },
      port: { type: "string" },
    },
  });
  return {
    fresh: values.fresh,
    once: values.once,
    report: values.report,
    people: values.people,
    peopleCount: wholeNumber("people-count", values["people-count"], 60, 5_000),
    seed: wholeNumber("seed", values.seed, 0, 2 ** 31),
    port: values.port === undefined ? undefined : wholeNumber("port", values.port, 1, 65_535),
  };
}
