import { pagePlaceOf, pageSizeOf, pageTokenOf } from "@kinerja/common/kernel";

export type PageQuery = { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined };

/** A page of a list whose order is that of its ids; `mark` keeps a token of one list from another. One item more is asked for than is shown. */
export async function pageById<Item extends { readonly id: string }>(
  mark: string,
  { pageSize, pageToken }: PageQuery,
  list: (before: string | undefined, limit: number) => Promise<Item[]>,
): Promise<{ items: Item[]; next: string }> {
  const size = pageSizeOf(pageSize);
  const before = pagePlaceOf(pageToken, (text) => text === mark)?.id;
  const found = await list(before, size + 1);
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, next: last !== undefined && found.length > size ? pageTokenOf(mark, last.id) : "" };
}
