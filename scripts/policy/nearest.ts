/** Another case, and spaces or hyphens in place of underscores, are one spelling. */
const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** How many letters must be put in, taken out or replaced. */
function lettersApart(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 0; row < one.length; row += 1) {
    const line = [row + 1];
    for (let column = 0; column < other.length; column += 1) {
      const replaced = (before[column] ?? 0) + (one[row] === other[column] ? 0 : 1);
      line.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    before = line;
  }
  return before[other.length] ?? 0;
}

const shortestPart = 4;

/** 0 for another spelling of the same, 1 where what was written is a part of it, else the letters between them. */
function apart(written: string, known: string): number {
  if (written === known) return 0;
  return written.length >= shortestPart && known.includes(written) ? 1 : lettersApart(written, known);
}

export type Nearest = {
  /** All that are known, the nearest first. */
  readonly known: readonly string[];
  /** The one that was probably meant. */
  readonly meant: string | undefined;
  /** Only the spelling differs. */
  readonly isSpelling: boolean;
};

/** What somebody can have meant by a word that is not known. A third of the letters may differ. */
export function nearestOf(word: string, words: Iterable<string>): Nearest {
  const written = plain(word.slice(0, 100));
  const far = [...words].map((known) => ({ known, letters: apart(written, plain(known)) }));
  const near = far.toSorted((a, b) => a.letters - b.letters);
  const [first] = near;
  const isNear = first !== undefined && first.letters <= Math.max(1, Math.floor(first.known.length / 3));
  return {
    known: near.map(({ known }) => known),
    meant: isNear ? first.known : undefined,
    isSpelling: first?.letters === 0,
  };
}

/** As parameters of a fault. */
export function nearParams(word: string, words: Iterable<string>): { readonly known: string; readonly near: string } {
  const { known, meant } = nearestOf(word, words);
  return { known: known.join(", "), near: meant ?? "" };
}
