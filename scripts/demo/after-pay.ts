import { casesOf } from "./cases.ts";
import { evidenceOf } from "./evidence.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { byAgency, officersOf } from "./officers.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";

export interface FollowUp {
  /** Files that agencies have made of what they paid. */
  readonly exports: number;
  /** Months that somebody wants to be computed again. */
  readonly corrections: number;
  /** Lines that people hold to be wrong. */
  readonly objections: number;
}

interface Line {
  readonly stepId: string;
  readonly employmentId: string;
  readonly statementSha256: string;
}
interface Statement {
  readonly posted: boolean;
  readonly steps: readonly Line[];
}
interface Run {
  readonly runId: string;
  readonly batches: readonly { readonly batch: number; readonly rows: number; readonly state: string }[];
}

/** The recap of what was posted. Asked for again, the same file is given. */
async function makeRecap({ http, accounts }: Stage, agency: string, checker: DemoPerson): Promise<number> {
  const path = `/v1/agencies/${agencyIdOf(agency)}/runs`;
  const token = await accounts.access(checker.nip);
  const { runs } = await http.get<{ runs: readonly Run[] }>(path, token);
  const posted = runs.find(({ batches }) => batches.some(({ batch, rows, state }) => batch === 1 && rows > 0 && state === "POSTED")); // prettier-ignore
  if (posted === undefined) return 0;
  await http.post(`${path}/${posted.runId}/batches/1/exports:create`, { format: "RECAP_XLSX" }, token);
  return 1;
}

async function paidStatement({ http, accounts, month }: Stage, { nip, agency }: DemoPerson): Promise<Statement | undefined> {
  const path = `/v1/statements/${month.period}?agencyId=${agencyIdOf(agency.siasnId)}`;
  try {
    const { statement } = await http.get<{ statement: Statement }>(path, await accounts.access(nip));
    return statement.posted && statement.steps.length > 0 ? statement : undefined;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return undefined;
    throw error;
  }
} // prettier-ignore

/** The last staff of an agency, without its officers and whoever has moved: so many of them who were paid, with their statements. */
async function paidStaff(stage: Stage, people: readonly DemoPerson[], wanted: number): Promise<(readonly [DemoPerson, Statement])[]> {
  const busy = new Set(casesOf(stage).moves.map(({ before }) => before.nip));
  for (const officers of Object.values(officersOf(stage))) for (const { nip } of Object.values(officers)) busy.add(nip);
  const found: (readonly [DemoPerson, Statement])[] = [];
  for (const person of people.toReversed()) {
    if (found.length === wanted) break;
    if (person.head || busy.has(person.nip)) continue;
    const statement = await paidStatement(stage, person);
    if (statement !== undefined) found.push([person, statement]);
  }
  return found;
} // prettier-ignore

/** While one waits for its answer, the same line is not objected to again. */
async function object(stage: Stage, person: DemoPerson, { steps: [line] }: Statement): Promise<void> {
  const { http, accounts, month } = stage;
  const token = await accounts.access(person.nip);
  const { objections } = await http.get<{ objections: readonly object[] }>("/v1/objections", token);
  if (objections.length > 0 || line === undefined) return;
  const { fileId } = await http.put<{ fileId: string }>("/v1/files", evidenceOf(person.agency), token);
  const { stepId, employmentId, statementSha256 } = line;
  const said = { reason: "Notulen rapat menunjukkan saya hadir; mohon diperiksa", evidenceFileIds: [fileId] };
  const body = { agencyId: agencyIdOf(person.agency.siasnId), stepId, employmentId, statementSha256, ...said };
  await http.post(`/v1/statements/${month.period}/objections:file`, body, token);
}

/** While a case stands, the same request gives it. */
async function askAgain({ http, accounts, month }: Stage, person: DemoPerson, maker: DemoPerson): Promise<void> {
  const body = {
    ...{ personId: personIdOf(person), affectedFrom: `${month.period}-01` },
    note: "Surat tugas baru diterima setelah pembayaran; mohon dihitung kembali",
  };
  const path = `/v1/agencies/${agencyIdOf(person.agency.siasnId)}/corrections:open`;
  await http.post(path, body, await accounts.access(maker.nip));
}

/** What follows a payment: each agency makes a file of it, one of its people objects to a line, and an officer wants another's month computed again. */
export async function followUp(stage: Stage): Promise<FollowUp> {
  const done = { exports: 0, corrections: 0, objections: 0 };
  const people = byAgency(stage.province.people);
  for (const [agency, { maker, checker }] of Object.entries(officersOf(stage))) {
    done.exports += await makeRecap(stage, agency, checker);
    const [objecting, corrected] = await paidStaff(stage, people.get(agency) ?? [], 2);
    if (objecting) {
      await object(stage, ...objecting);
      done.objections += 1;
    }
    if (corrected) {
      await askAgain(stage, corrected[0], maker);
      done.corrections += 1;
    }
  }
  return done;
}
