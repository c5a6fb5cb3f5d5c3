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

export const doesNotApply: Finding = { checked: 0, violations: 0, examples: [], applies: false };

/** Several looks at one invariant as one result. */
export function together(parts: readonly Finding[]): Finding {
  const sum = (of: (part: Finding) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    checked: sum(({ checked }) => checked),
    violations: sum(({ violations }) => violations),
    examples: parts.flatMap(({ examples }) => examples).slice(0, namedAtMost),
  };
}

/** What contradicts the invariants. An invariant that applies and for which nothing was looked at is not shown to hold. */
export const violationsOf = (findings: Findings): string[] =>
  Object.entries(findings).flatMap(([id, { checked, violations, examples, applies }]) => {
    if (applies === false) return [];
    if (violations > 0) return [`${id}: ${violations} violations`, ...examples.map((example) => `    ${example}`)];
    return checked === 0 ? [`${id}: nothing was checked`] : [];
  });

/** Runs SQL as the administrator of one service's database: sees every row. */
export type Query = <Row>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;

/** The databases of all services, by service; a second one of a service under both names, "activity_spool". */
export type Queries = Readonly<Record<string, Query>>;

export function queryOf(queries: Queries, service: string): Query {
  const query = queries[service];
  if (query === undefined) throw new Error(`no database of ${service}`);
  return query;
}

/** "minutes 61 for 60; zone ZONE_WIB for ZONE_WIT": what is kept, and what it should be; undefined where all is so. */
export function differenceOf<Kept extends object>(kept: Partial<Kept>, made: Kept): string | undefined {
  const wrong = (Object.keys(kept) as (keyof Kept & string)[]).filter((name) => kept[name] !== made[name]);
  if (wrong.length === 0) return undefined;
  return wrong.map((name) => `${name} ${String(kept[name])} for ${String(made[name])}`).join("; ");
}
