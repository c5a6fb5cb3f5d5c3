/** A break of one compiled file: what its exports are instead. */
export interface Mutant {
  /** Below the `dist` of its package, without ".js". */
  readonly file: string;
  readonly what: string;
  readonly wrap: (exported: never) => object;
}

export const mutant = <Exported>(
  file: string,
  what: string,
  wrap: (exported: Exported) => Partial<Exported>,
): Mutant => ({ file, what, wrap });
