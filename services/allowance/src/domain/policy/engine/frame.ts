import { type Rational } from "@kinerja/common/kernel";

import { type Known, type Values } from "../derive/known.ts";
import { type FactValue } from "../sources.ts";

/** Inputs and facts of a row by their place in the document. */
export class PlacedValues implements Values {
  /** By place; a step reads its own here. */
  readonly placed: (FactValue | undefined)[] = [];
  readonly #places: ReadonlyMap<string, number>;

  constructor(names: readonly string[]) {
    this.#places = new Map(names.map((name, place) => [name, place]));
    this.clear();
  }

  place(name: string): number {
    const place = this.#places.get(name);
    if (place === undefined) throw new Error(`there is no input or fact ${name}`);
    return place;
  }

  get(name: string): FactValue | undefined {
    return this.placed[this.place(name)];
  }

  set(name: string, value: FactValue): this {
    this.placed[this.place(name)] = value;
    return this;
  }

  clear(): void {
    for (let place = 0; place < this.#places.size; place++) this.placed[place] = undefined;
  }

  entries(): [string, FactValue][] {
    return [...this.#places].flatMap(([name, place]): [string, FactValue][] => {
      const value = this.placed[place];
      return value === undefined ? [] : [[name, value]];
    });
  }
}

/** The state of one evaluation: what is known of the row, and by slot what was computed of it. Made once and used for each row again. */
export type Frame = {
  readonly known: Known & { readonly values: PlacedValues };
  readonly numbers: number[];
  readonly bigints: bigint[];
  readonly ratios: Rational[];
  /** Which row of its own numbers a step has chosen. */
  readonly choices: number[];
};

export const newFrame = (names: readonly string[]): Frame => ({
  known: { values: new PlacedValues(names), flags: [] },
  numbers: [],
  bigints: [],
  ratios: [],
  choices: [],
});
