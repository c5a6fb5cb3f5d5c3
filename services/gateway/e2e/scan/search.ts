/** A text that must stay where it belongs, and what it is. */
export interface Marker {
  readonly what: string;
  readonly text: string;
}

/** Shorter ones would be found by chance. */
const shortestLength = 8;

const grouped = (digits: string, by: string): string =>
  digits.replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, `$1${by}$2${by}$3${by}$4`);

/** Base64 of a text that stands anywhere in what was encoded: by its place modulo three other letters come out. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const whole = bytes.toString("base64").replace(/=+$/, "");
    const tail = bytes.length % 3 === 0 ? whole.length : whole.length - 1;
    return whole.slice(Math.ceil((offset * 8) / 6), tail);
  });
}

/** How a text may look in a log, a URL, a record or a column. Compared without regard to capitals. */
function formsOf(text: string): readonly string[] {
  const plain = /^\d{18}$/.test(text) ? [text, ...[" ", ".", "-"].map((by) => grouped(text, by))] : [text];
  const encoded = [encodeURIComponent(text), text.replaceAll(" ", "+"), Buffer.from(text).toString("hex")];
  const base64 = base64Forms(text);
  const urlBase64 = base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([...plain, ...encoded, ...base64, ...urlBase64])].filter((form) => form.length >= shortestLength);
}

interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

export type Search = (haystack: Buffer | string) => readonly string[];

/** Looks for all forms of all markers in one pass, by their first four letters. Answers which markers are there. */
export function searchFor(markers: readonly Marker[]): Search {
  const byStart = new Map<number, Needle[]>();
  for (const { what, text } of markers)
    for (const form of formsOf(text)) {
      const bytes = Buffer.from(form.toLowerCase());
      const start = bytes.readUInt32LE(0);
      byStart.set(start, [...(byStart.get(start) ?? []), { what, bytes }]);
    }
  return (haystack) => {
    const bytes = Buffer.from(haystack.toString("latin1").toLowerCase(), "latin1");
    const found = new Set<string>();
    for (let at = 0; at + 4 <= bytes.length; at++)
      for (const { what, bytes: needle } of byStart.get(bytes.readUInt32LE(at)) ?? [])
        if (bytes.subarray(at, at + needle.length).equals(needle)) found.add(what);
    return [...found];
  };
}

/** An amount as a number of its own, not a part of an id, a hash, an instant or another number. */
export function amountsIn(text: string, amounts: readonly string[]): readonly string[] {
  const known = new Set(amounts);
  const found = text.matchAll(/(?<![\w.]|\d:|\w-)(?:Rp\s?)?-?(\d{6,15}|\d{1,3}([.,]\d{3})+)(?![\w-])/g);
  return [...new Set([...found].map(([, digits = ""]) => digits.replaceAll(/[.,]/g, "")))].filter((one) => known.has(one)); // prettier-ignore
}
