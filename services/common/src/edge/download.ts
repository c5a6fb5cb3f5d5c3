import { once } from "node:events";
import { type ServerResponse } from "node:http";

import { type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader } from "@bufbuild/protobuf/wire";

/** A piece of a file: the answer message of every download has these three fields; name and type come with the first piece. */
export interface Piece {
  readonly data: Uint8Array;
  readonly fileName: string;
  readonly mediaType: string;
}

const shape: Readonly<Record<string, ScalarType>> = {
  data: ScalarType.BYTES,
  file_name: ScalarType.STRING,
  media_type: ScalarType.STRING,
};

/** Whether a streamed message is a piece of a file. */
export const isPiece = ({ fields }: DescMessage): boolean =>
  fields.length === Object.keys(shape).length &&
  fields.every((field) => field.fieldKind === "scalar" && shape[field.name] === field.scalar);

export function pieceReader(desc: DescMessage): (bytes: Uint8Array) => Piece {
  const numberOf = (name: string): number => desc.fields.find((field) => field.name === name)?.number ?? 0;
  const [data, fileName, mediaType] = [numberOf("data"), numberOf("file_name"), numberOf("media_type")];
  return (bytes) => {
    const reader = new BinaryReader(bytes);
    const piece = { data: new Uint8Array(), fileName: "", mediaType: "" };
    while (reader.pos < reader.len) {
      const [no, wire] = reader.tag();
      if (no === data) piece.data = new Uint8Array(reader.bytes());
      else if (no === fileName) piece.fileName = reader.string();
      else if (no === mediaType) piece.mediaType = reader.string();
      else reader.skip(wire, no);
    }
    return piece;
  };
}

const isMediaType = (text: string): boolean => /^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/.test(text);

function begin(response: ServerResponse, { fileName, mediaType }: Piece): void {
  const name = fileName === "" ? "kinerja" : fileName;
  response.writeHead(200, {
    "content-type": isMediaType(mediaType) ? mediaType : "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
}

/** Sends pieces as they come, no faster than the client reads. What fails before the first piece is still a problem; later the connection breaks. */
export async function sendPieces(
  response: ServerResponse,
  pieces: AsyncIterable<Buffer>,
  read: (bytes: Uint8Array) => Piece,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  for await (const bytes of pieces) {
    const piece = read(bytes);
    if (!response.headersSent) begin(response, piece);
    if (gone.signal.aborted) return;
    if (!response.write(piece.data)) await once(response, "drain", { signal: gone.signal }).catch(() => undefined);
  }
  if (!response.headersSent) begin(response, { data: new Uint8Array(), fileName: "", mediaType: "" });
  response.end();
}
