/** Result of one invariant: how much was looked at, and what contradicts it (at most 20 are named). */
export interface Finding {
  readonly checked: number;
  readonly violations: number;
  readonly examples: readonly string[];
  /** False when the platform does nothing that the invariant speaks of. */
  readonly applies?: false;
}

export type Findings = Readonly<Record<string, Finding>>;

const namedAtMost = 20;

export const finding = (checked: number, wrong: readonly string[]): Finding => ({
  checked,
  violations: wrong.length,
  examples: wrong.slice(0, namedAtMost),
});

/** Several looks at one invariant as one result. */
export function together(parts: readonly Finding[]): Finding {
  const sum = (of: (part: Finding) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    checked: sum(({ checked }) => checked),
    violations: sum(({ violations }) => violations),
    examples: parts.flatMap(({ examples }) => examples).slice(0, namedAtMost),
  };
}

/** Runs SQL as the administrator of one service's database: sees every row. */
export type Query = <Row>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;
