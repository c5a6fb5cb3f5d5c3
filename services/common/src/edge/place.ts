import { type Violation } from "../errors/index.ts";
import { type Fault } from "./text.ts";

/** One request never carries home more than this many complaints. */
export const violationLimit = 20;
const keyLimit = 80;

const escaped = (step: string | number): string =>
  String(step).slice(0, keyLimit).replaceAll("~", "~0").replaceAll("/", "~1");

/** A JSON pointer (RFC 6901). */
export const pointerTo = (...steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${escaped(step)}`).join("");

/** Where the walk is, and what it found. The path becomes a JSON pointer only when something is wrong. */
export interface Place {
  readonly path: (string | number)[];
  readonly violations: Violation[];
}

export const newPlace = (): Place => ({ path: [], violations: [] });

export const isFull = (place: Place): boolean => place.violations.length >= violationLimit;

export function report(place: Place, fault: Fault, ...below: (string | number)[]): void {
  if (isFull(place)) return;
  place.violations.push({ pointer: pointerTo(...place.path, ...below), ...fault });
}
