import { invalid } from "../errors/index.ts";
import { isUuid } from "./uuid.ts";

/** Rows of a page: 50 when nothing is asked for, 1 to 200. */
export const pageSizeOf = (asked: number | undefined): number => Math.min(Math.max(asked ?? 50, 1), 200);

/** Where the next page begins: the first order and the id (UUID) of the last row shown, opaque to clients. */
export type PagePlace = { readonly order: string; readonly id: string };

export const pageTokenOf = (order: string | number, id: string): string =>
  Buffer.from(`${order}~${id}`).toString("base64url");

/** Undefined for the first page. A token that we did not make, or of another list, is refused: PAGE_TOKEN_FORM. */
export function pagePlaceOf(token: string | undefined, isOrder: (text: string) => boolean): PagePlace | undefined {
  if (token === undefined || token === "") return undefined;
  const [order = "", id = "", ...rest] = Buffer.from(token, "base64url").toString().split("~");
  if (rest.length > 0 || !isOrder(order) || !isUuid(id)) throw invalid("/pageToken", "PAGE_TOKEN_FORM");
  return { order, id };
}
