import { type GetEvidenceRequest, type GetEvidenceResponse } from "@kinerja/proto/activity/v1/activity_service";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type Caller } from "../../app/authorise.ts";
import { type getEvidence } from "../../app/evidence.ts";

export const namesFile = (body: Buffer, fileId: string): boolean => Entry.decode(body).evidenceFileIds.includes(fileId);

const pieceBytes = 65_536;

type Look = { readonly type: string; readonly ending: string; readonly begins: readonly number[] };

/** What a phone or an office makes, known by how it begins; anything else is bytes. Nothing is ever shown in the page: it is downloaded. */
const looks: readonly Look[] = [
  { type: "application/pdf", ending: ".pdf", begins: [0x25, 0x50, 0x44, 0x46] },
  { type: "image/jpeg", ending: ".jpg", begins: [0xff, 0xd8, 0xff] },
  { type: "image/png", ending: ".png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: "application/zip", ending: ".zip", begins: [0x50, 0x4b, 0x03, 0x04] },
];
const unknown = { type: "application/octet-stream", ending: "" };

const lookOf = (bytes: Uint8Array): Pick<Look, "type" | "ending"> =>
  looks.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte)) ?? unknown;

/** The file in pieces of at most 64 kB; name and type come with the first, both from the content: no name of a user is kept. */
export async function* evidencePieces(
  evidence: ReturnType<typeof getEvidence>,
  caller: Caller,
  request: GetEvidenceRequest,
): AsyncGenerator<GetEvidenceResponse> {
  const content = await evidence(caller, request);
  let isFirst = true;
  for await (const chunk of content)
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const data = chunk.subarray(at, at + pieceBytes);
      const { type, ending } = lookOf(data);
      yield isFirst
        ? { data, fileName: `bukti-${request.fileId.slice(0, 8)}${ending}`, mediaType: type }
        : { data, fileName: "", mediaType: "" };
      isFirst = false;
    }
}
