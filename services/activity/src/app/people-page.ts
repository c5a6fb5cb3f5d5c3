import { pagePlaceOf, pageSizeOf, pageTokenOf } from "@kinerja/common/kernel";

import { type PageQuery } from "./page-by-id.ts";

/**
 * A page of people by their ids, an order that stands still while people work and decide: nobody is skipped, and nothing begins anew where the last
 * one shown has left. `mark` keeps a token of one list from another.
 */
export function pageOfPeople(
  mark: string,
  people: Iterable<string>,
  { pageSize, pageToken }: PageQuery,
): { people: string[]; next: string } {
  const after = pagePlaceOf(pageToken, (text) => text === mark)?.id ?? "";
  const size = pageSizeOf(pageSize);
  const rest = [...new Set(people)].filter((personId) => personId > after).sort();
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return { people: page, next: last !== undefined && rest.length > size ? pageTokenOf(mark, last) : "" };
}
