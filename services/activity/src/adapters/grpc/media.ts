export type Media = { readonly type: string; readonly ending: string };
type Look = Media & { readonly begins: readonly number[]; readonly at?: number };

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const zip: Media = { type: "application/zip", ending: ".zip" };
const unknown: Media = { type: "application/octet-stream", ending: "" };

/** What a phone or an office makes, known by how it begins; anything else is bytes. */
const looks: readonly Look[] = [
  { type: "application/pdf", ending: ".pdf", begins: ascii("%PDF") },
  { type: "image/jpeg", ending: ".jpg", begins: [0xff, 0xd8, 0xff] },
  { type: "image/png", ending: ".png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: "image/webp", ending: ".webp", begins: ascii("WEBP"), at: 8 },
  { type: "image/heic", ending: ".heic", begins: ascii("ftypheic"), at: 4 },
  { type: "video/mp4", ending: ".mp4", begins: ascii("ftypmp4"), at: 4 },
  { type: "video/mp4", ending: ".mp4", begins: ascii("ftypisom"), at: 4 },
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

/** Parts whose headers stand in the first bytes; what a part contains can look like one, which no office makes. */
function* partsOf(head: Buffer): Generator<string> {
  for (let at = head.indexOf("PK\u0003\u0004"); at >= 0; at = head.indexOf("PK\u0003\u0004", at + 4))
    if (at + headerBytes <= head.length) {
      const nameBytes = head.readUInt16LE(at + 26);
      yield head.toString("latin1", at + headerBytes, at + headerBytes + nameBytes);
    }
}

/** Some programs write the list of types first, others last and their relations earlier. */
const packaging = ["[Content_Types].xml", "_rels/.rels"];

function zipMedia(head: Buffer): Media {
  const declared = declaredType(head);
  if (declared !== undefined) return openDocument.find(({ type }) => type === declared) ?? zip;
  const parts = [...partsOf(head)];
  if (!parts.some((part) => packaging.includes(part))) return zip;
  return office.find(({ folder }) => parts.some((part) => part.startsWith(folder))) ?? zip;
}

/** What a file is, by its first bytes; some 64 kB are enough for those that offices write. */
export function mediaOf(head: Buffer): Media {
  const look = looks.find(({ begins, at = 0 }) => begins.every((byte, index) => head[at + index] === byte));
  if (look === undefined) return unknown;
  const { type, ending } = look.ending === zip.ending ? zipMedia(head) : look;
  return { type, ending };
}

const nameLimit = 120;
/** Endings that nothing runs, for content that is not known by its beginning. */
const harmless = /\.(txt|csv|md|rtf|doc|xls|ppt|gif|heic|mp3|m4a|wav|mov|3gp|7z|rar)$/i;
const jpeg = /\.jpe?g$/i;

/** The last part of a path, without what would move the text around it. */
const withoutPath = (name: string): string =>
  (name.split(/[\\/]/u).at(-1) ?? "").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, "").trim();

/** Under what name a file is given: as its author called it, with the ending of what it is. */
export function downloadName(given: string, fileId: string, { ending }: Media): string {
  const name = withoutPath(given).replace(/^\.+/u, "");
  if (name === "") return `bukti-${fileId.slice(0, 8)}${ending}`;
  const isFit = ending === "" ? harmless.test(name) : hasEnding(name, ending);
  if (isFit) return name;
  const kept = Array.from(name)
    .slice(0, nameLimit - ending.length)
    .join("");
  return ending === "" ? kept.replaceAll(".", "_") : `${kept}${ending}`;
}

const hasEnding = (name: string, ending: string): boolean =>
  name.toLowerCase().endsWith(ending) || (ending === ".jpg" && jpeg.test(name));
