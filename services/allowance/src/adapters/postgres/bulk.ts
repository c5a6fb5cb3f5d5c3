import { type Db } from "@kinerja/common/postgres";

const most = 2_000;

/** `insert into TABLE (columns) select from unnest(...)`: one statement for some thousand rows; the types are PostgreSQL's array types. */
export async function insertRows<Row>(
  db: Db,
  table: string,
  columns: Readonly<Record<string, readonly [type: string, of: (row: Row) => unknown]>>,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns);
  const casts = Object.values(columns).map(([type], index) => `$${index + 1}::${type === "jsonb" ? "text" : type}[]`);
  const values = Object.entries(columns).map(([name, [type]]) => (type === "jsonb" ? `${name}::jsonb` : name));
  const sql = `insert into ${table} (${names.join()}) select ${values.join()} from unnest(${casts.join()}) as fresh (${names.join()})`;
  for (let start = 0; start < rows.length; start += most) {
    const part = rows.slice(start, start + most);
    const arrays = Object.values(columns).map(([, of]) => part.map(of));
    await db.query(sql, arrays);
  }
}
