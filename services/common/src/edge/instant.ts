import { isDay } from "../kernel/index.ts";

/** Whole seconds since 1970 and nanoseconds, as google.protobuf.Timestamp has them. */
export interface Instant {
  readonly seconds: number;
  readonly nanos: number;
}

const form = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** "+07:00" in seconds. */
function offsetSeconds(zone: string): number {
  if (zone === "Z") return 0;
  const seconds = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) * 60;
  return zone.startsWith("-") ? -seconds : seconds;
}

/** RFC 3339 with an offset; undefined for anything else and for days that don't exist. */
export function parseInstant(text: string): Instant | undefined {
  const match = text.length > 40 ? null : form.exec(text);
  if (match === null) return undefined;
  const [, day = "", hour, minute, second, fraction = "", zone = ""] = match;
  if (!isDay(day)) return undefined;
  const local = Date.parse(`${day}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}Z`) / 1_000;
  return { seconds: local - offsetSeconds(zone), nanos: Number(fraction.padEnd(9, "0")) };
}

/** RFC 3339 in UTC with as many decimals as needed, by threes. */
export function formatInstant({ seconds, nanos }: Instant): string {
  const whole = new Date(seconds * 1_000).toISOString().slice(0, 19);
  if (nanos === 0) return `${whole}Z`;
  const digits = String(nanos).padStart(9, "0");
  return `${whole}.${digits.replace(/(?:000){1,2}$/, "")}Z`;
}
