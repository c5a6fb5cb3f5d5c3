import { type ClientBase } from "pg";

/** Texts are constants of the code, a few hundred; what is built anew each time must not fill the server's memory. */
const mostNames = 500;
const names = new Map<string, string>();

/** One name for one text in the whole process; none for what comes after the limit. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Runs a statement that each connection parses once and plans a few times, until PostgreSQL finds that one plan serves all values.
 * Planning was half of the server's time on short statements over partitioned tables.
 */
export async function runStatement<Row>(
  client: ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const name = values.length === 0 ? undefined : nameOf(text);
  const { rows } = await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
  return rows as Row[];
}
