/** What an evaluation without a document waits for, what is furthest from one first. */
export const gaps = ["NO_SKP", "NO_REALISATION", "NOT_RATED", "NOT_EXPLAINED", "NOT_ISSUED"] as const;
export type Gap = (typeof gaps)[number];
