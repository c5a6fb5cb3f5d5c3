/** What can be seen of a file before it is sent. */
export type FileFault = "empty" | "large" | "workbook" | "utf16" | "encoding";

export const fileLimitBytes = 20_000_000;
const peekBytes = 65_536;

const begins = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, place) => bytes[place] === byte);

/** The end of a piece may cut a character in two, so the decoder is told that more may come. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function faultOf(bytes: Uint8Array): FileFault | undefined {
  // A workbook is a zip archive, or in older days a compound document.
  if (begins(bytes, 0x50, 0x4b, 3, 4) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return "workbook";
  if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) return "utf16";
  return isUtf8(bytes) ? undefined : "encoding";
}

/** Finds at once what would be refused only after minutes on a slow line. */
export async function checkFile(file: Blob): Promise<FileFault | undefined> {
  if (file.size === 0) return "empty";
  if (file.size > fileLimitBytes) return "large";
  return faultOf(new Uint8Array(await file.slice(0, peekBytes).arrayBuffer()));
}
