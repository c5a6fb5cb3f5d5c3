import { SharedArray } from "k6/data";
import { vu } from "k6/execution";
import { type LoadPerson, type LoadSite } from "./site.ts";

function pathOf(name: string): string {
  const path = __ENV[name];
  if (path === undefined) throw new Error(`${name} is not set: start the scripts by npm run load`);
  return path;
}

export const site = JSON.parse(open(pathOf("LOAD_SITE"))) as LoadSite;

const peoplePath = pathOf("LOAD_PEOPLE");
/** Held once for all virtual users. */
export const people = new SharedArray<LoadPerson>("people", () => JSON.parse(open(peoplePath)) as LoadPerson[]);
const superiors = new SharedArray<number>("superiors", () =>
  (JSON.parse(open(peoplePath)) as LoadPerson[]).flatMap(({ isSuperior }, index) => (isSuperior ? [index] : [])),
);

export interface Someone extends LoadPerson {
  /** The place in the list, by which the journal names people. */
  readonly index: number;
}

const at = (index: number): Someone => ({ ...(people[index] as LoadPerson), index });
const anyOf = (count: number): number => Math.floor(Math.random() * count);

export const anybody = (): Someone => at(anyOf(people.length));
export const anySuperior = (): Someone => at(superiors[anyOf(superiors.length)] ?? 0);

/** Clients share people where there are more of them: several devices of one person. */
export const whoseClient = (): Someone => at((vu.idInTest - 1) % people.length);

/** The platform's clock. */
export const now = (): number => Date.now() + site.clockOffsetMs;
export const today = site.days.at(-1) ?? "";
export const anyDay = (): string => site.days[anyOf(site.days.length)] ?? today;
