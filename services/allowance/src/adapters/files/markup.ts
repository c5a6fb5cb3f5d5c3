/** The little of XML that programs write into a workbook: elements, attributes, texts. No document type, nothing from elsewhere. */
const tag = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>/y;
/** More than any tag of a workbook has. */
const attributesLimit = 10_000;
const attribute = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replaceAll(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

export type Attributes = Readonly<Record<string, string>>;

/** `r:id` keeps its prefix: a sheet has an `sheetId` and an `r:id`. */
const attributesOf = (text: string): Attributes =>
  Object.fromEntries(
    [...text.matchAll(attribute)].map(([, name = "", double, single]) => [name, decoded(double ?? single ?? "")]),
  );

export type Reading = {
  readonly onOpen?: (name: string, attributes: Attributes) => void;
  readonly onClose?: (name: string) => void;
  readonly onText?: (text: string) => void;
};

function readTag({ onOpen, onClose }: Reading, name: string, slash: string, rest: string): void {
  if (slash === "/") {
    onClose?.(name);
    return;
  }
  onOpen?.(name, attributesOf(rest));
  if (rest.endsWith("/")) onClose?.(name);
}

/** Where what began here ends; a file that leaves it open is broken. */
function endOf(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw new Error("the markup breaks off");
  return at;
}

/** What is skipped: comments and instructions. */
const skipped = [
  ["<!--", "-->"],
  ["<?", "?>"],
] as const;

function readElement(xml: string, at: number, reading: Reading): number {
  tag.lastIndex = at;
  const [, slash = "", name = "", rest = ""] = tag.exec(xml) ?? [];
  if (name === "" || rest.length > attributesLimit) throw new Error("no markup of a workbook");
  const end = tag.lastIndex;
  readTag(reading, name, slash, rest);
  return end;
}

const verbatim = "<![CDATA[";

/** One piece of markup from `at` on; its end. */
function readPiece(xml: string, at: number, reading: Reading): number {
  for (const [open, close] of skipped) {
    if (xml.startsWith(open, at)) return endOf(xml, close, at + open.length) + close.length;
  }
  if (!xml.startsWith(verbatim, at)) return readElement(xml, at, reading);
  const end = endOf(xml, "]]>", at);
  reading.onText?.(xml.slice(at + verbatim.length, end));
  return end + 3;
}

/**
 * Walks through a text of XML, from its beginning to its end; names come without their prefix. What somebody made to be slow is slow nowhere: no place is
 * looked at twice.
 */
export function readMarkup(xml: string, reading: Reading): void {
  for (let at = 0; at < xml.length;) {
    const next = xml.indexOf("<", at);
    const end = next < 0 ? xml.length : next;
    if (end > at) reading.onText?.(decoded(xml.slice(at, end)));
    at = end < xml.length ? readPiece(xml, end, reading) : end;
  }
}
