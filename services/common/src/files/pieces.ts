import { downloadName, mediaOf } from "./media.ts";

const pieceBytes = 65_536;

/** Pieces of one size, whatever the store's are: the first has to show what the file is. */
async function* piecesOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < pieceBytes) continue;
    const bytes = Buffer.concat(waiting);
    const whole = size - (size % pieceBytes);
    for (let at = 0; at < whole; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    waiting = [bytes.subarray(whole)];
    size -= whole;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

export type FilePiece = { readonly data: Buffer; readonly fileName: string; readonly mediaType: string };

/** An uploaded file in pieces of at most 64 kB; name and type come with the first. Nothing is ever shown in the page: it is downloaded. */
export async function* uploadedPieces(
  { content, name }: { readonly content: AsyncIterable<Buffer>; readonly name: string },
  fileId: string,
): AsyncGenerator<FilePiece> {
  let isFirst = true;
  for await (const data of piecesOf(content)) {
    if (isFirst) {
      const media = mediaOf(data);
      yield { data, fileName: downloadName(name, fileId, media), mediaType: media.type };
    } else yield { data, fileName: "", mediaType: "" };
    isFirst = false;
  }
}
