import { invalid } from "@kinerja/common/errors";

export type NewId = () => string;

/**
 * Gives ids to what is new and checks the others: an id that is sent must be one that was given before, and only once. So a row keeps its id
 * over all edits, and what leans on it stays in place.
 */
export function idGiver(
  known: ReadonlySet<string>,
  newId: NewId,
): (sent: string | undefined, pointer: string) => string {
  const taken = new Set<string>();
  return (sent, pointer) => {
    if (sent === undefined) return newId();
    if (!known.has(sent)) throw invalid(pointer, "ITEM_UNKNOWN");
    if (taken.has(sent)) throw invalid(pointer, "ITEM_NAMED_TWICE");
    taken.add(sent);
    return sent;
  };
}
