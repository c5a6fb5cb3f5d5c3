/** 100 ms, doubled with each attempt, at most 5 s. */
export const backOffMs = (attempt: number): number => Math.min(100 * 2 ** Math.min(attempt, 10), 5_000);
