import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../command-line.ts";
import { type Databases } from "./environment.ts";

/** Where a running platform keeps its data, for commands that look at it from beside. */
export interface Address {
  readonly adminUrl: string;
  readonly brokers: readonly string[];
  readonly databases: Databases;
  readonly site: string;
  /** Where a browser goes. */
  readonly url: string;
}

const fileOf = (dir: string): string => join(dir, "address.json");

export const writeAddress = (dir: string, address: Address): void =>
  writeFileSync(fileOf(dir), JSON.stringify(address), { mode: 0o600 });

/** Of the platform that `npm start` left running; an error says to start it. */
export function readAddress(dir: string): Address {
  try {
    return JSON.parse(readFileSync(fileOf(dir), "utf8")) as Address;
  } catch {
    throw new UsageError(`no platform runs on ${dir}: npm start first`);
  }
}
