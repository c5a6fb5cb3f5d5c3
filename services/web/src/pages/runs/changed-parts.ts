/** A piece of a sentence; `isChanged`: the other side says something else there. */
export interface Piece {
  readonly text: string;
  readonly isChanged: boolean;
}

/** Numbers with their signs and dots stay one word: it is they that are looked for. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}.,%−≈Rp]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

/** Longer sentences than any policy has are not worth the quarter of a million steps. */
const mostWords = 500;

/** How much of two lists is the same from each place on: the longest common order. */
function commonLengths(one: readonly string[], other: readonly string[]): number[][] {
  const table = Array.from({ length: one.length + 1 }, () => Array<number>(other.length + 1).fill(0));
  const at = (a: number, b: number): number => table[a]?.[b] ?? 0;
  for (let a = one.length - 1; a >= 0; a -= 1) {
    const row = table[a];
    if (row === undefined) continue;
    for (let b = other.length - 1; b >= 0; b -= 1)
      row[b] = one[a] === other[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
  }
  return table;
}

function joined(words: readonly (readonly [string, boolean])[]): Piece[] {
  const pieces: { text: string; isChanged: boolean }[] = [];
  for (const [text, isChanged] of words) {
    const last = pieces.at(-1);
    if (last?.isChanged === isChanged) last.text += text;
    else pieces.push({ text, isChanged });
  }
  return pieces;
}

/** The way along the longest common order: what is left of it on either side stands there alone. */
function walk(one: readonly string[], other: readonly string[]): readonly [[string, boolean][], [string, boolean][]] {
  const lengths = commonLengths(one, other);
  const at = (a: number, b: number): number => lengths[a]?.[b] ?? -1;
  const [old, next]: [[string, boolean][], [string, boolean][]] = [[], []];
  let [a, b] = [0, 0];
  while (a < one.length || b < other.length) {
    const [left = "", right = ""] = [one[a], other[b]];
    const isBoth = left === right;
    const isLeft = isBoth || at(a + 1, b) >= at(a, b + 1);
    if (isLeft) old.push([left, !isBoth]);
    if (isBoth || !isLeft) next.push([right, !isBoth]);
    [a, b] = [a + Number(isLeft), b + Number(isBoth || !isLeft)];
  }
  return [old, next];
}

/** Two sentences by words: what both have in the same order, and what is on one side only. Their texts put together are the sentences. */
export function changedParts(
  before: string,
  after: string,
): readonly [before: readonly Piece[], after: readonly Piece[]] {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  const isWhole = before === "" || after === "" || one.length > mostWords || other.length > mostWords;
  if (isWhole) return [joined([[before, after !== ""]]), joined([[after, before !== ""]])];
  const [old, next] = walk(one, other);
  return [joined(old), joined(next)];
}
