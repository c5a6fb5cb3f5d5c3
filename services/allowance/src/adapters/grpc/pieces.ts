import { type Outgoing } from "../../app/exports-list.ts";

const pieceBytes = 65_536;

type Piece = { readonly data: Buffer; readonly fileName: string; readonly mediaType: string };

/** A file in pieces of at most 64 kB, as every download of the contract has them; name and type come with the first. */
export async function* piecesOf({ name, mediaType, content }: Outgoing): AsyncGenerator<Piece> {
  let head = { fileName: name, mediaType };
  const piece = (data: Buffer): Piece => {
    const made = { data, ...head };
    head = { fileName: "", mediaType: "" };
    return made;
  };
  let held = Buffer.alloc(0);
  for await (const part of content) {
    held = held.length === 0 ? Buffer.from(part) : Buffer.concat([held, part]);
    for (; held.length >= pieceBytes; held = held.subarray(pieceBytes)) yield piece(held.subarray(0, pieceBytes));
  }
  if (held.length > 0 || head.fileName !== "") yield piece(held);
}
