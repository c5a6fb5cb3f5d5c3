import { type Recorder } from "../invariants/history.ts";
import { type Platform } from "../platform/start-platform.ts";
import { type Accounts } from "./accounts.ts";
import { type Http } from "./http.ts";
import { type Province } from "./province.ts";
import { type Random } from "./random.ts";

/** What the steps of the month share. */
export interface Stage {
  readonly platform: Platform;
  /** Through the gateway. */
  readonly http: Http;
  /** Straight to ingest, as an ingress routes `/v1/entries:record`. */
  readonly ingest: Http;
  readonly accounts: Accounts;
  readonly province: Province;
  readonly chance: Random;
  readonly history: Recorder;
  readonly month: Month;
  readonly say: (line: string) => void;
}

export interface Month {
  /** "2026-10" */
  readonly period: string;
  /** Without weekends and without the holiday. */
  readonly workingDays: readonly string[];
  readonly holiday: { readonly date: string; readonly name: string };
}

/** The month that is played. Its second Monday is an invented public holiday. */
export function monthOf(period: string): Month {
  const [year = 0, month = 0] = period.split("-").map(Number);
  const days = Array.from({ length: new Date(Date.UTC(year, month, 0)).getUTCDate() }, (_, index) => {
    const date = new Date(Date.UTC(year, month - 1, index + 1));
    return { date: date.toISOString().slice(0, 10), weekday: date.getUTCDay() };
  });
  const holiday = { date: days.filter(({ weekday }) => weekday === 1)[1]?.date ?? "", name: "Hari Bahari Nusantara" };
  const working = days.filter(({ date, weekday }) => weekday > 0 && weekday < 6 && date !== holiday.date);
  return { period, workingDays: working.map(({ date }) => date), holiday };
}

/** An instant of a day in western time (WIB). */
export const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00+07:00`);
