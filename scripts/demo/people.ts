import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { toCsv } from "./csv.ts";
import { UsageError } from "../command-line.ts";
import { each } from "./each.ts";
import { ProblemError } from "./http.ts";
import { type DemoPerson } from "./province.ts";
import { demoPassword, firstOfficers } from "./constants.ts";
import { auditorOf, byAgency, officersOf, officerRoles } from "./officers.ts";
import { type Stage } from "./stage.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** Two officers of the whole site, made at the server before anybody can sign in; everything else goes through the API. */
export interface FirstOfficers {
  readonly maker: string;
  readonly checker: string;
}

interface Import {
  readonly import: {
    readonly importId: string;
    readonly rows: number;
    readonly peopleNew: number;
    readonly errors: number;
    readonly warnings: number;
  };
}
interface Findings {
  readonly findings: readonly { readonly line: number; readonly column: string; readonly severity: string; readonly code: string }[];
} // prettier-ignore

async function makeFirstOfficer({ platform }: Stage, nip: string, name: string): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    [join(root, "services/identity/dist/first-officer.js"), "--nip", nip, "--name", name],
    { env: platform.environment("identity"), timeout: 120_000 },
  );
  return (JSON.parse(stdout) as { code: string }).code;
}

/** The server makes codes until the officers have passwords; a month that goes on finds them signed up. */
async function signUp(stage: Stage, nip: string, name: string, password: string): Promise<void> {
  const code = await makeFirstOfficer(stage, nip, name).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes("passwords already")) return undefined;
    throw error;
  });
  await (code === undefined ? stage.accounts.signIn(nip, password) : stage.accounts.activate(nip, code, password));
}

export async function openOffice(stage: Stage, passwordOf = (_nip: string) => demoPassword): Promise<FirstOfficers> {
  for (const [nip, name] of [
    [firstOfficers.maker, "Petugas Pertama"],
    [firstOfficers.checker, "Petugas Kedua"],
  ] as const)
    if (!stage.accounts.has(nip)) await signUp(stage, nip, name, passwordOf(nip));
  return firstOfficers;
}

const findingsTold = 10;

/** What is wrong with lines of the file, as the officer's dry run shows it. */
async function tellFindings(stage: Stage, { import: { importId, errors, warnings } }: Import, token: string): Promise<void> {
  stage.say(`    ${errors} lines left out, ${warnings} to look at`);
  const path = `/v1/imports/${importId}/findings?pageSize=${findingsTold}`;
  const { findings } = await stage.http.get<Findings>(path, token);
  for (const { line, column, severity, code } of findings.filter(({ severity: one }) => one === "ERROR"))
    stage.say(`    line ${line}${column && `, ${column}`}: ${severity} ${code}`);
} // prettier-ignore

/** Upload and dry run by one officer, and the other one applies it, since it moves pay. Returns how many people came. */
export async function importFile(
  stage: Stage,
  { maker, checker }: FirstOfficers,
  file: Buffer,
  effectiveDate: string,
): Promise<number> {
  const { http, accounts } = stage;
  const token = await accounts.access(maker);
  const { fileId } = await http.put<{ fileId: string }>("/v1/files", file, token);
  const checked = await http.post<Import>("/v1/imports:start", { fileId, effectiveDate }, token);
  const { importId, errors, rows } = checked.import;
  if (errors > 0) await tellFindings(stage, checked, token);
  if (rows === errors) throw new UsageError("no line of the personnel file can be imported");
  const applied = await http.post<Import>(`/v1/imports/${importId}:apply`, {}, await accounts.access(checker));
  return applied.import.peopleNew;
}

const firstDayOf = ({ month }: Stage): string => `${month.period.slice(0, 4)}-01-01`;

export const importPeople = (stage: Stage, first: FirstOfficers): Promise<number> =>
  importFile(stage, first, Buffer.from(toCsv(stage.province)), firstDayOf(stage));

/** Somebody's own file: what the platform refuses is told as it says it. */
export async function importOwnFile(stage: Stage, first: FirstOfficers, csv: Buffer): Promise<number> {
  try {
    return await importFile(stage, first, csv, firstDayOf(stage));
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
    const { code, title, detail } = error.problem;
    throw new UsageError(`--people: ${code}: ${detail || title}`);
  }
}

interface Issued {
  readonly codes: readonly { readonly personId: string; readonly code: string }[];
}

const codesAtOnce = 200;

function slices<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
} // prettier-ignore

/** Everybody gets a single-use code from the officer and makes a password of it. */
export async function activateEverybody(stage: Stage, { maker }: FirstOfficers): Promise<void> {
  const { http, accounts, province } = stage;
  for (const [agency, people] of byAgency(province.people)) {
    for (const some of slices(people, codesAtOnce)) {
      const byId = new Map<string, DemoPerson>(some.map((person) => [personIdOf(person), person]));
      const path = `/v1/agencies/${agencyIdOf(agency)}/codes:issue`;
      const { codes } = await http.post<Issued>(path, { personIds: [...byId.keys()] }, await accounts.access(maker));
      await each(codes, 8, async ({ personId, code }) => {
        const person = byId.get(personId);
        if (person) await accounts.activate(person.nip, code, demoPassword);
      });
    }
  }
}

/** A role holds only when a second officer has confirmed it. */
export async function grantRoles(stage: Stage, first: FirstOfficers): Promise<void> {
  const { http, accounts, month, province } = stage;
  const grant = async (person: DemoPerson, role: string): Promise<void> => {
    const path = `/v1/agencies/${agencyIdOf(person.agency.siasnId)}/grants`;
    const body = { personId: personIdOf(person), role, validFrom: `${month.period}-01` };
    const { grantId } = await http.post<{ grantId: string }>(
      `${path}:propose`,
      body,
      await accounts.access(first.maker),
    );
    await http.post(`${path}/${grantId}:confirm`, {}, await accounts.access(first.checker));
  };
  for (const officers of Object.values(officersOf(stage)))
    for (const [key, role] of officerRoles) await grant(officers[key], role);
  const auditor = auditorOf(province);
  if (auditor) await grant(auditor, "AUDITOR");
}
