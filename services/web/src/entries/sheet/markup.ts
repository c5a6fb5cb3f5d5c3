/** The little of XML that programs write into a workbook: elements, attributes, texts. No document type, nothing from elsewhere. */
export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/g;
const attribute = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(attribute)].map(([, name = "", double, single]) => [
      name.slice(name.indexOf(":") + 1),
      decoded(double ?? single ?? ""),
    ]),
  );

export interface Reading {
  readonly onOpen?: (tag: Tag) => void;
  readonly onClose?: (name: string) => void;
  readonly onText?: (text: string) => void;
}

function readTag({ onOpen, onClose }: Reading, name: string, slash: string, rest: string): void {
  if (slash === "/") {
    onClose?.(name);
    return;
  }
  onOpen?.({ name, attributes: attributesOf(rest) });
  if (rest.endsWith("/")) onClose?.(name);
}

/** Walks through a text of XML, from its beginning to its end. */
export function readMarkup(xml: string, reading: Reading): void {
  for (const [, cdata, slash = "", name, rest = "", text] of xml.matchAll(token)) {
    if (name !== undefined) readTag(reading, name, slash, rest);
    else if (cdata !== undefined) reading.onText?.(cdata);
    else if (text !== undefined) reading.onText?.(decoded(text));
  }
}
