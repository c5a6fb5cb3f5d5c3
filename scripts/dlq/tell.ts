import { type ListRequest } from "./options.ts";
import { type MayBeOf, type Page, type Parked, type ParkedOf, type ParkedWhole, placeText } from "./parked.ts";

/** What somebody else wrote: without what a terminal would obey. */
const clean = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");
const causeShown = 160;

const valueText = ({ size, sha256 }: Parked): string =>
  size === null ? "a tombstone" : `${size} bytes, sha256 ${sha256 ?? ""}`;
const redrivenText = ({ redrivenAt, redrivenBy }: Parked): string =>
  redrivenAt === null ? "not re-driven" : `re-driven ${redrivenAt} by ${clean(redrivenBy ?? "")}`;
const settledText = ({ settledAt, settledBy, settledReason }: Parked): string =>
  settledAt === null
    ? "not settled"
    : `settled ${settledAt} by ${clean(settledBy ?? "")}: ${clean(settledReason ?? "")}`;

const oneOf = ({ personId, agencyId, period }: MayBeOf): string =>
  `person ${personId ?? "unknown"}, agency ${agencyId ?? "unknown"}, month ${period ?? "unknown"}`;
const scopesShown = 20;
/** Where no month waits for it, there is nothing to say. */
function scopeLines({ mayBeOf }: ParkedWhole): string[] {
  const shown = (mayBeOf ?? []).slice(0, scopesShown).map((one) => `may be   ${oneOf(one)}`);
  const more = (mayBeOf?.length ?? 0) - shown.length;
  return more > 0 ? [...shown, `         and ${more} more`] : shown;
}

function linesOf(record: ParkedOf): string[] {
  const cause = clean(record.cause);
  return [
    `${record.service} ${placeText(record)}`,
    `  parked ${record.parkedAt} by ${record.consumer}; ${valueText(record)}; ${redrivenText(record)}${record.settledAt === null ? "" : `; ${settledText(record)}`}`,
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
    `state    ${redrivenText(record)}; ${settledText(record)}`,
    ...scopeLines(record),
    `cause    ${clean(record.cause)}`,
  ].join("\n");
