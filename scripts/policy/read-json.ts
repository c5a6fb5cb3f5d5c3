import { type Day, isDay, isPeriod, type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type Faults } from "./faults.ts";
import { nearParams } from "./nearest.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Readers of JSON values: what is wrong is said with its path, and undefined is what remains. */
export class Reader {
  readonly faults: Faults;

  constructor(faults: Faults) {
    this.faults = faults;
  }

  object(value: unknown, path: string): JsonObject | undefined {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return this.faults.unless(isObject ? (value as JsonObject) : undefined, path, "OBJECT");
  }

  /** An object with these keys only. */
  record(value: unknown, path: string, known: readonly string[]): JsonObject | undefined {
    const object = this.object(value, path);
    for (const key of Object.keys(object ?? {}))
      if (!known.includes(key)) this.faults.add(`${path}.${key}`, "KEY_UNKNOWN", nearParams(key, known));
    return object;
  }

  list(value: unknown, path: string): readonly unknown[] | undefined {
    return this.faults.unless(Array.isArray(value) ? (value as unknown[]) : undefined, path, "LIST");
  }

  each<Value>(value: unknown, path: string, read: (one: unknown, path: string) => Value | undefined): Value[] {
    const list = this.list(value, path) ?? [];
    return list.flatMap((one, index) => read(one, `${path}[${index}]`) ?? []);
  }

  needs(object: JsonObject, path: string, examples: Readonly<Record<string, string>>): boolean {
    const missing = Object.entries(examples).filter(([key]) => object[key] === undefined);
    for (const [key, example] of missing)
      this.faults.add(`${path}.${key}`, "KEY_MISSING", { example: `"${key}": ${example}` });
    return missing.length === 0;
  }

  /** A whole number is taken as a key, too: 11 is "11". */
  text(value: unknown, path: string, example = "baik"): string | undefined {
    const isKey = (typeof value === "string" && value !== "") || Number.isSafeInteger(value);
    return this.faults.unless(isKey ? String(value) : undefined, path, "TEXT", { example });
  }

  choice<Choice extends string>(value: unknown, path: string, known: readonly Choice[]): Choice | undefined {
    const found = known.find((one) => one === value);
    const written = typeof value === "string" ? nearParams(value, known) : { known: known.join(", ") };
    return this.faults.unless(found, path, "CHOICE", written);
  }

  whole(value: unknown, path: string): number | undefined {
    const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    const isWhole = Number.isSafeInteger(number) && (number as number) >= 0;
    return this.faults.unless(isWhole ? (number as number) : undefined, path, "WHOLE");
  }

  /** Whole rupiah, from 0 on. */
  amount(value: unknown, path: string): Rupiah | undefined {
    const number = this.whole(value, path);
    return number === undefined ? undefined : rupiah(BigInt(number));
  }

  /** Whole rupiah; a correction may be less than 0. */
  signedAmount(value: unknown, path: string): Rupiah | undefined {
    const isWhole = Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{1,15}$/.test(value));
    return this.faults.unless(isWhole ? rupiah(BigInt(value as string | number)) : undefined, path, "SIGNED");
  }

  /** As the engine takes it: a whole number, or a text with at most four digits behind the point. */
  decimal(value: unknown, path: string): number | string | undefined {
    const isText = typeof value === "string" && /^\d{1,12}(\.\d{1,4})?$/.test(value);
    const isWhole = Number.isSafeInteger(value) && (value as number) >= 0;
    return this.faults.unless(isText || isWhole ? (value as string | number) : undefined, path, "DECIMAL");
  }

  boolean(value: unknown, path: string): boolean | undefined {
    return this.faults.unless(typeof value === "boolean" ? value : undefined, path, "BOOLEAN");
  }

  day(value: unknown, path: string): Day | undefined {
    return this.faults.unless(typeof value === "string" && isDay(value) ? value : undefined, path, "DAY");
  }

  clock(value: unknown, path: string): string | undefined {
    const isClock = typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    return this.faults.unless(isClock ? value : undefined, path, "CLOCK");
  }

  period(value: unknown, path: string): Period | undefined {
    return this.faults.unless(typeof value === "string" && isPeriod(value) ? value : undefined, path, "PERIOD");
  }

  /** A text that is JSON. */
  json(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      this.faults.add("$", "JSON_BROKEN", { reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
}
