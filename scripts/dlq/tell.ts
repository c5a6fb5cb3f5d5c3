import { type ListRequest } from "./options.ts";
import { type Page, type Parked, type ParkedOf, type ParkedWhole, placeText } from "./parked.ts";

/** What somebody else wrote: without what a terminal would obey. */
const clean = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");
const causeShown = 160;

const valueText = ({ size, sha256 }: Parked): string =>
  size === null ? "a tombstone" : `${size} bytes, sha256 ${sha256 ?? ""}`;
const redrivenText = ({ redrivenAt, redrivenBy }: Parked): string =>
  redrivenAt === null ? "not re-driven" : `re-driven ${redrivenAt} by ${clean(redrivenBy ?? "")}`;

function linesOf(record: ParkedOf): string[] {
  const cause = clean(record.cause);
  return [
    `${record.service} ${placeText(record)}`,
    `  parked ${record.parkedAt} by ${record.consumer}; ${valueText(record)}; ${redrivenText(record)}`,
    `  ${cause.length > causeShown ? `${cause.slice(0, causeShown)}…` : cause}`,
  ];
}

export function pageText({ total, records }: Page, { limit, page }: Pick<ListRequest, "limit" | "page">): string {
  const [first, last] = [limit * (page - 1) + 1, limit * (page - 1) + records.length];
  const range = records.length === 0 ? `none on page ${page}` : `${first} to ${last}`;
  const next = last < total && records.length > 0 ? `; the next ones: --page ${page + 1}` : "";
  return [...records.flatMap(linesOf), total === 0 ? "no parked records" : `${range} of ${total}${next}`].join("\n");
}

/** Offsets as text: they can be larger than a number holds. */
export const pageJson = ({ total, records }: Page): string =>
  JSON.stringify({ total, records: records.map((record) => ({ ...record, offset: String(record.offset) })) });

export const recordText = (record: ParkedWhole): string =>
  [
    `record   ${placeText(record)}`,
    `parked   ${record.parkedAt} by ${record.consumer}`,
    `value    ${valueText(record)}`,
    `headers  ${clean(JSON.stringify(record.headers))}`,
    `state    ${redrivenText(record)}`,
    `cause    ${clean(record.cause)}`,
  ].join("\n");
