import { isUuid } from "@kinerja/common/kernel";

const prefix = "spool:";

/** What a receipt names as its place when the spool has the entry: the log's own places are "partition:offset". */
export const spoolPlace = (id: string): string => `${prefix}${id}`;

export const isSpoolPlace = (place: string): boolean => place.startsWith(prefix) && isUuid(place.slice(prefix.length));
