import { type Recorder } from "../invariants/history.ts";
import { type Platform } from "../platform/start-platform.ts";
import { type Accounts } from "./accounts.ts";
import { type Http } from "./http.ts";
import { type DemoPerson, type Province } from "./province.ts";
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
  readonly workingDays: readonly string[];
}

/** The month that is played; days off would need a calendar, this one has none but weekends. */
export function monthOf(period: string): Month {
  const [year = 0, month = 0] = period.split("-").map(Number);
  const days = Array.from({ length: new Date(Date.UTC(year, month, 0)).getUTCDate() }, (_, index) => {
    const date = new Date(Date.UTC(year, month - 1, index + 1));
    return { date: date.toISOString().slice(0, 10), weekday: date.getUTCDay() };
  });
  return {
    period,
    workingDays: days.filter(({ weekday }) => weekday > 0 && weekday < 6).map(({ date }) => date),
  };
}

/** An instant of a day in western time (WIB). */
export const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00+07:00`);

export const byAgency = (people: readonly DemoPerson[]): ReadonlyMap<string, readonly DemoPerson[]> => {
  const groups = new Map<string, DemoPerson[]>();
  for (const person of people) {
    const group = groups.get(person.agency.siasnId) ?? [];
    groups.set(person.agency.siasnId, group);
    group.push(person);
  }
  return groups;
};
