/** A row of a stream that is ordered by person. */
export type SeenRow = { readonly personId: string; readonly text: string };

/** One of the two streams, with the row that comes next. */
class Side {
  readonly #rows: AsyncIterator<SeenRow, unknown>;
  next: SeenRow | undefined;

  constructor(rows: AsyncIterator<SeenRow, unknown>) {
    this.#rows = rows;
  }

  async read(): Promise<void> {
    const result = await this.#rows.next();
    this.next = result.done === true ? undefined : result.value;
  }
}

/** Whoever comes next, with what both streams have of the person; undefined at the end of both. */
function nextOf(old: SeenRow | undefined, fresh: SeenRow | undefined) {
  const ids = [old, fresh].flatMap((row) => (row === undefined ? [] : [row.personId])).sort();
  const [personId] = ids;
  if (personId === undefined) return undefined;
  const isOld = old?.personId === personId;
  const isFresh = fresh?.personId === personId;
  return { personId, isOld, isFresh, isSame: isOld && isFresh && old.text === fresh.text };
}

/** Two streams in the order of person ids, side by side: whoever has other rows in the second, or is in one of them only. A person may come twice. */
export async function* differing(
  before: AsyncIterator<SeenRow, unknown>,
  after: AsyncIterator<SeenRow, unknown>,
): AsyncGenerator<string> {
  const [old, fresh] = [new Side(before), new Side(after)];
  try {
    await Promise.all([old.read(), fresh.read()]);
    for (let next = nextOf(old.next, fresh.next); next !== undefined; next = nextOf(old.next, fresh.next)) {
      if (!next.isSame) yield next.personId;
      if (next.isOld) await old.read();
      if (next.isFresh) await fresh.read();
    }
  } finally {
    // Whoever has seen enough keeps no stream open.
    await Promise.all([before.return?.(), after.return?.()]);
  }
}
