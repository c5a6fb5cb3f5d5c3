import type { World } from "./world.ts";

export interface Violation {
  /** The promise that does not hold. */
  readonly check: string;
  readonly what: string;
}

/** One history that has come to its end. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly world: World;
}

export type Play<Variant> = (seed: number, variant?: Variant) => Promise<Played>;

/** A variant that is broken on purpose, and the checks that must notice it. */
export interface Control<Variant> {
  readonly what: string;
  readonly noticedBy: readonly string[];
  readonly variant: Variant;
}
