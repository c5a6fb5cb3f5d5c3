import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

export function namesFile(body: Buffer, fileId: string): string | undefined {
  const { evidenceFileIds, evidenceFileNames } = Entry.decode(body);
  const place = evidenceFileIds.indexOf(fileId);
  return place < 0 ? undefined : (evidenceFileNames[place] ?? "");
}
