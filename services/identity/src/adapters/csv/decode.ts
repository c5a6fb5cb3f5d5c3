import { TextDecoder } from "node:util";

import { Refusal } from "@kinerja/common/errors";

const utf8Bom = [0xef, 0xbb, 0xbf];
const utf16Boms = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** UTF-16 shows by its mark, or by the zero byte beside each letter. */
const isUtf16 = (bytes: Uint8Array): boolean =>
  utf16Boms.some((mark) => startsWith(bytes, mark)) || bytes.subarray(0, 200).includes(0);

/** Text of a UTF-8 stream, with or without mark, piece by piece. Other encodings are refused by name: guessing would spoil names. */
export async function* decodeUtf8(content: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let size = 0;
  for await (const piece of content) {
    const isFirst = size === 0;
    size += piece.length;
    if (size > limitBytes) throw new Refusal("invalid", "FILE_TOO_LARGE", { limitBytes });
    if (isFirst && isUtf16(piece)) throw new Refusal("refused", "ENCODING_UNKNOWN", { found: "UTF-16" });
    yield decodePiece(decoder, isFirst && startsWith(piece, utf8Bom) ? piece.subarray(utf8Bom.length) : piece, true);
  }
  yield decodePiece(decoder, new Uint8Array(), false);
}

function decodePiece(decoder: TextDecoder, piece: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(piece, { stream });
  } catch {
    throw new Refusal("refused", "ENCODING_UNKNOWN", { found: "Windows-1252" });
  }
}
