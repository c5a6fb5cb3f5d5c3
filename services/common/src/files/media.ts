export type Media = { readonly type: string; readonly ending: string };
type Look = Media & { readonly begins: readonly number[]; readonly at?: number };

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const zip: Media = { type: "application/zip", ending: ".zip" };
const unknown: Media = { type: "application/octet-stream", ending: "" };

/** Word, Excel and PowerPoint of before 2007, and installers as well: only the name tells them apart. */
const ole: Media = { type: "application/x-ole-storage", ending: "" };
const heic: Media = { type: "image/heic", ending: ".heic" };

/** What a phone or an office makes, known by how it begins; anything else is bytes. */
const looks: readonly Look[] = [
  { type: "application/pdf", ending: ".pdf", begins: ascii("%PDF") },
  { type: "image/jpeg", ending: ".jpg", begins: [0xff, 0xd8, 0xff] },
  { type: "image/png", ending: ".png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: "image/webp", ending: ".webp", begins: ascii("WEBP"), at: 8 },
  ...["heic", "heix", "mif1"].map((brand) => ({ ...heic, begins: ascii(`ftyp${brand}`), at: 4 })),
  { type: "video/mp4", ending: ".mp4", begins: ascii("ftyp"), at: 4 },
  { type: "application/rtf", ending: ".rtf", begins: ascii("{\\rtf") },
  { ...ole, begins: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { ...zip, begins: ascii("PK\u0003\u0004") },
];

/** Office Open XML: a zip with a folder of its own for each kind. ISO/IEC 29500-2. */
const office: readonly (Media & { readonly folder: string })[] = (
  [
    ["word/", "wordprocessingml.document", ".docx"],
    ["xl/", "spreadsheetml.sheet", ".xlsx"],
    ["ppt/", "presentationml.presentation", ".pptx"],
  ] as const
).map(([folder, kind, ending]) => ({
  folder,
  ending,
  type: `application/vnd.openxmlformats-officedocument.${kind}`,
}));

/** Where the name of a zip's part stands: its header is 30 bytes long. */
const headerBytes = 30;

/** OpenDocument: the first part says what it is, not compressed. OASIS OpenDocument 1.3, part 2, 3.3. */
const openDocument: readonly Media[] = (
  [
    ["text", ".odt"],
    ["spreadsheet", ".ods"],
    ["presentation", ".odp"],
  ] as const
).map(([kind, ending]) => ({ type: `application/vnd.oasis.opendocument.${kind}`, ending }));

/** What a first part with the name `mimetype` says, where it stands as it is. */
function declaredType(head: Buffer): string | undefined {
  const isFirst = head.length > headerBytes && head.toString("latin1", headerBytes, headerBytes + 8) === "mimetype";
  if (!isFirst) return undefined;
  const [size, nameBytes, extraBytes] = [head.readUInt32LE(18), head.readUInt16LE(26), head.readUInt16LE(28)];
  const from = headerBytes + nameBytes + extraBytes;
  return head.toString("latin1", from, from + Math.min(size, 100));
}

/** Names that are compared are shorter, and offices write fewer parts into the first bytes: whoever writes others gets no work out of it. */
const [nameBytesRead, partsRead] = [64, 1_000];

/** Parts whose headers stand in the first bytes; what a part contains can look like one, which no office makes. */
function* partsOf(head: Buffer): Generator<string> {
  let at = head.indexOf("PK\u0003\u0004");
  for (let read = 0; read < partsRead && at >= 0 && at + headerBytes <= head.length; read += 1) {
    const nameBytes = Math.min(head.readUInt16LE(at + 26), nameBytesRead);
    yield head.toString("latin1", at + headerBytes, at + headerBytes + nameBytes);
    at = head.indexOf("PK\u0003\u0004", at + 4);
  }
}

/** Some programs write the list of types first, others last and their relations earlier. */
const packaging = ["[Content_Types].xml", "_rels/.rels"];

function zipMedia(head: Buffer): Media {
  const declared = declaredType(head);
  if (declared !== undefined) return openDocument.find(({ type }) => type === declared) ?? zip;
  let isPackage = false;
  let kind: Media | undefined;
  for (const part of partsOf(head)) {
    isPackage ||= packaging.includes(part);
    kind ??= office.find(({ folder }) => part.startsWith(folder));
    if (isPackage && kind !== undefined) return kind;
  }
  return zip;
}

/** What a file is, by its first bytes; some 64 kB are enough for those that offices write. */
export function mediaOf(head: Buffer): Media {
  const look = looks.find(({ begins, at = 0 }) => begins.every((byte, index) => head[at + index] === byte));
  if (look === undefined) return unknown;
  const { type, ending } = look.ending === zip.ending ? zipMedia(head) : look;
  return { type, ending };
}

const nameLimit = 120;
/** Endings that a name may have besides the one of what it is. What is known by nothing may only be called text, a picture, sound, film or an archive. */
const alsoFit: Readonly<Record<string, RegExp>> = {
  "image/jpeg": /\.jpeg$/i,
  "video/mp4": /\.(m4v|m4a|mov|3gp|avif)$/i,
  [ole.type]: /\.(doc|xls|ppt)$/i,
  [zip.type]: /\.(docx|xlsx|pptx|odt|ods|odp)$/i,
  [unknown.type]: /\.(txt|csv|md|gif|mp3|m4a|wav|mov|7z|rar)$/i,
};

/** The last part of a path, without what would move the text around it. */
const withoutPath = (name: string): string =>
  (name.split(/[\\/]/u).at(-1) ?? "").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, "").trim();

/** Under what name a file is given: as its author called it, with the ending of what it is. */
export function downloadName(given: string, fileId: string, { type, ending }: Media): string {
  const name = withoutPath(given).replace(/^\.+/u, "");
  if (name === "") return `bukti-${fileId.slice(0, 8)}${ending}`;
  const isFit = (ending !== "" && name.toLowerCase().endsWith(ending)) || alsoFit[type]?.test(name) === true;
  if (isFit) return name;
  const kept = Array.from(name)
    .slice(0, nameLimit - ending.length)
    .join("");
  return ending === "" ? kept.replaceAll(".", "_") : `${kept}${ending}`;
}
