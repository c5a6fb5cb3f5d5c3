import { createHash } from "node:crypto";
import { letterOf } from "./letters.ts";
import { type DemoPerson } from "./province.ts";

type Agency = DemoPerson["agency"];

/** The file that people of an agency name as evidence: everybody has the same minutes of the same meeting. */
export const evidenceOf = (agency: Agency): Buffer => Buffer.from(`Notulen rapat, undangan ${letterOf(agency)}\n`);

/** What the file is known by. */
export const evidenceIdOf = (agency: Agency): string => createHash("sha256").update(evidenceOf(agency)).digest("hex");
