/** What one request and one entry may hold (500 entries, 8 kB each). */
export const maxEntries = 500;
export const maxEntryBytes = 8_000;

const dayMs = 86_400_000;
/** How far the time inside an entry's id may be from the server's clock. */
export const idAheadMs = 1 * dayMs;
export const idBehindMs = 100 * dayMs;
/** How many days after the work an entry may still be made. */
export const workDaysBehind = 100;

/** The cause of a parked record names so many items at most, and is kept up to so many characters: past either, items may be missing in it. */
export const [causeItems, causeLength] = [10, 2_000];
