import { createHash } from "node:crypto";
import { letterOf } from "./letters.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";

type Agency = DemoPerson["agency"];

const contentOf = (agency: Agency): Buffer => Buffer.from(`Notulen rapat, undangan ${letterOf(agency)}\n`);

/** The file that people of an agency name as evidence: everybody has the same minutes of the same meeting. */
export const evidenceIdOf = (agency: Agency): string => createHash("sha256").update(contentOf(agency)).digest("hex");

/** Somebody of each agency uploads it; again changes nothing. */
export async function uploadEvidence({ province, accounts, http }: Stage): Promise<void> {
  for (const agency of province.agencies) {
    const person = province.people.find((one) => one.agency === agency);
    if (person === undefined) continue;
    const { fileId } = await http.put<{ fileId: string }>(
      "/v1/files",
      contentOf(agency),
      await accounts.access(person.nip),
    );
    if (fileId !== evidenceIdOf(agency)) throw new Error("a file is not known by its content");
  }
}
