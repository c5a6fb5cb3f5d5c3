import { type GetEvidenceRequest, type GetEvidenceResponse } from "@kinerja/proto/activity/v1/activity_service";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type Caller } from "../../app/authorise.ts";
import { type getEvidence } from "../../app/evidence.ts";
import { downloadName, mediaOf } from "./media.ts";

export function namesFile(body: Buffer, fileId: string): string | undefined {
  const { evidenceFileIds, evidenceFileNames } = Entry.decode(body);
  const place = evidenceFileIds.indexOf(fileId);
  return place < 0 ? undefined : (evidenceFileNames[place] ?? "");
}

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

/** The file in pieces of at most 64 kB; name and type come with the first. Nothing is ever shown in the page: it is downloaded. */
export async function* evidencePieces(
  evidence: ReturnType<typeof getEvidence>,
  caller: Caller,
  request: GetEvidenceRequest,
): AsyncGenerator<GetEvidenceResponse> {
  const { content, name } = await evidence(caller, request);
  let isFirst = true;
  for await (const data of piecesOf(content)) {
    if (isFirst) {
      const media = mediaOf(data);
      yield { data, fileName: downloadName(name, request.fileId, media), mediaType: media.type };
    } else yield { data, fileName: "", mediaType: "" };
    isFirst = false;
  }
}
