/** A number of a script that the environment may set, so that another machine is loaded otherwise: RATE=80 npm run load -- working-day. */
export function numberOf(name: string, usual: number): number {
  const text = __ENV[name];
  if (text === undefined || text === "") return usual;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name}=${text}: must be a number above 0`);
  return value;
}

/** The same where only whole ones make sense. */
export const countOf = (name: string, usual: number): number => Math.max(1, Math.round(numberOf(name, usual)));

export const seconds = (count: number): string => `${Math.round(count)}s`;

/** No script runs longer, whatever it is told. */
const longestS = 600;

/** How long the script runs, in seconds. */
export const durationOf = (usual: number): number => Math.min(numberOf("DURATION", usual), longestS);
