/**
 * What a script sent and what was acknowledged, line by line on its console, for the comparison with what is stored. People are named by their place in
 * the list. Read by scripts/load/journal.ts.
 */
export const sentLine = (person: number, ids: readonly string[]): string => `sent ${person} ${ids.join(" ")}`;

export interface Acknowledged {
  readonly id: string;
  readonly bodySha256: string;
}

/** With the second in which it was heard. */
export const acknowledgedLine = (person: number, atS: number, receipts: readonly Acknowledged[]): string =>
  `ok ${person} ${Math.floor(atS)} ${receipts.map(({ id, bodySha256 }) => `${id}=${bodySha256}`).join(" ")}`;

export const refusedLine = (person: number, ids: readonly string[]): string => `fail ${person} ${ids.join(" ")}`;

/** An answer that no client should get. */
export const wrongLine = (call: string, what: string): string => `wrong ${call} ${what.replaceAll(/\s+/g, " ")}`;

export const tell = (line: string): void => console.log(line);
