import { type Client } from "./client.ts";

/** As many letters as the API keeps of a name. */
const keptLetters = 120;

/** Sends files of evidence one after the other; what is said of them in the command that they belong to. */
export async function uploadEvidence(client: Client, files: readonly File[]) {
  const evidenceFileIds: string[] = [];
  for (const file of files) evidenceFileIds.push((await client.upload(file)).fileId);
  const evidenceFileNames = files.map(({ name }) => Array.from(name).slice(0, keptLetters).join(""));
  return { evidenceFileIds, evidenceFileNames };
}
