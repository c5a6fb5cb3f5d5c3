import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { officersOf } from "./officers.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";

export interface PayTotals {
  statements: number;
  grossRupiah: number;
  cutRupiah: number;
  netRupiah: number;
  flags: number;
}

interface Batch {
  readonly batch: number;
  readonly state: "COMPUTED" | "CHECKED" | "POSTED" | "SETTLED";
  readonly rows: number;
  readonly sha256: string;
}
interface Run {
  readonly runId: string;
  readonly state: "FREEZING" | "COMPUTING" | "COMPUTED" | "POSTED" | "SETTLED" | "FAILED";
  readonly cause: string;
  readonly statements: number;
  readonly grossRupiah: string;
  readonly cutRupiah: string;
  readonly netRupiah: string;
  readonly batches: readonly Batch[];
}
interface Flag {
  readonly flagId: string;
  readonly personId: string;
  readonly severity: "BLOCK" | "WARN" | "NOTE";
  /** Unspecified while open. */
  readonly decision: "FLAG_DECISION_UNSPECIFIED" | "ACKNOWLEDGE" | "HOLD";
}
interface Policy {
  readonly policyId: string;
  readonly sha256: string;
  readonly state: "DRAFT" | "REVIEWED" | "APPROVED" | "ACTIVE" | "RETIRED";
}

/** Those who pay in one agency; the second pair works elsewhere and signs the batch that holds the first pair's own rows. */
interface Payers {
  readonly maker: DemoPerson;
  readonly checker: DemoPerson;
  readonly approver: DemoPerson;
  readonly otherChecker: DemoPerson;
  readonly otherApprover: DemoPerson;
}

const policies = join(import.meta.dirname, "../../services/allowance/policies");
/** Longer than a killed service takes to come back on a busy machine. */
const computeLimitMs = 180_000;

function payersOf(stage: Stage): ReadonlyMap<string, Payers> {
  const officers = Object.entries(officersOf(stage));
  return new Map(
    officers.flatMap(([agency, { maker, checker, approver }], index) => {
      const next = officers[(index + 1) % officers.length]?.[1];
      return next ? [[agency, { maker, checker, approver, otherChecker: next.checker, otherApprover: next.approver }]] : [];
    }),
  );
} // prettier-ignore

/** Officers of the neighbouring agency may check and approve too, by the same four eyes as every role. */
export async function grantNeighbours(stage: Stage, first: { maker: string; checker: string }): Promise<void> {
  for (const [agency, { otherChecker, otherApprover }] of payersOf(stage)) {
    const grants = `/v1/agencies/${agencyIdOf(agency)}/grants`;
    for (const [person, role] of [
      [otherChecker, "PAY_CHECKER"],
      [otherApprover, "PAY_APPROVER"],
    ] as const) {
      const body = { personId: personIdOf(person), role, validFrom: `${stage.month.period}-01` };
      const token = await stage.accounts.access(first.maker);
      const { grantId } = await stage.http.post<{ grantId: string }>(`${grants}:propose`, body, token);
      await stage.http.post(`${grants}/${grantId}:confirm`, {}, await stage.accounts.access(first.checker));
    }
  }
}

interface Place {
  readonly at: string;
  readonly needs: string;
  readonly confirmation?: object | null;
}

/** What was not read in the official text is compared with it. Here nobody has that text: the month and its people are invented. */
async function confirmPlaces({ http, accounts }: Pick<Stage, "http" | "accounts">, path: string, sha256: string, { checker }: Payers): Promise<void> {
  const token = await accounts.access(checker.nip);
  const { unverified } = await http.get<{ unverified: readonly Place[] }>(path, token);
  for (const { at, needs, confirmation } of unverified) {
    if (confirmation) continue;
    const read = { quote: "Sesuai naskah (peragaan, tidak benar-benar dibandingkan)", source: needs };
    await http.post(`${path}/numbers:confirm`, { sha256, at, ...read }, token);
  }
} // prettier-ignore

/** Drafted by one, read by a second, bound by a third: from where it stands, for the same document drafted again is the same draft. */
async function adoptPolicy({ http, accounts }: Stage, agency: string, file: string, payers: Payers): Promise<void> {
  const path = `/v1/agencies/${agencyIdOf(agency)}/policies`;
  const maker = await accounts.access(payers.maker.nip);
  const { fileId } = await http.put<{ fileId: string }>("/v1/files", readFileSync(join(policies, file)), maker);
  const { policy } = await http.post<{ policy: Policy }>(`${path}:draft`, { fileId }, maker);
  const { policyId, sha256, state } = policy;
  if (state === "DRAFT") await http.post(`${path}/${policyId}:review`, {}, await accounts.access(payers.checker.nip));
  if (state === "DRAFT" || state === "REVIEWED")
    await http.post(`${path}/${policyId}:approve`, { sha256 }, await accounts.access(payers.approver.nip));
  if (state === "ACTIVE") return;
  await confirmPlaces({ http, accounts }, `${path}/${policyId}`, sha256, payers);
  await http.post(`${path}/${policyId}:activate`, { sha256 }, await accounts.access(payers.approver.nip));
}

/** The one run of the month, started now or before. */
async function computed({ http, accounts, month }: Stage, agency: string, maker: DemoPerson): Promise<Run> {
  const path = `/v1/agencies/${agencyIdOf(agency)}/runs`;
  const start = { period: month.period };
  let { run } = await http.post<{ run: Run }>(`${path}:start`, start, await accounts.access(maker.nip));
  const deadline = Date.now() + computeLimitMs;
  while (run.state === "FREEZING" || run.state === "COMPUTING") {
    if (Date.now() > deadline)
      throw new Error(`the run of ${agency} was not computed within ${computeLimitMs / 1_000} s`);
    await sleep(200);
    ({ run } = await http.get<{ run: Run }>(`${path}/${run.runId}`, await accounts.access(maker.nip)));
  }
  if (run.state === "FAILED") throw new Error(`the run of ${agency} failed: ${run.cause}`);
  return run;
}

const isOpen = ({ severity, decision }: Flag): boolean =>
  severity !== "NOTE" && decision !== "ACKNOWLEDGE" && decision !== "HOLD";

/**
 * Warnings are acknowledged, rows that block are held out, each with a reason; of the maker's own row by the checker. Returns how many there are, those
 * decided before included.
 */
async function decideFlags({ http, accounts }: Stage, run: string, { maker, checker }: Payers): Promise<number> {
  const [token, other] = [await accounts.access(maker.nip), await accounts.access(checker.nip)];
  const own = personIdOf(maker);
  let [count, pageToken] = [0, ""];
  do {
    const page = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
    const answer = await http.get<{ flags: Flag[]; nextPageToken: string }>(`${run}/flags?pageSize=200${page}`, token);
    count += answer.flags.length;
    for (const { flagId, personId, severity } of answer.flags.filter(isOpen)) {
      const decision = severity === "BLOCK" ? "HOLD" : "ACKNOWLEDGE";
      const body = { decision, reason: "Sudah diperiksa dengan daftar hadir dan atasan" };
      await http.post(`${run}/flags/${flagId}:resolve`, body, personId === own ? other : token);
    }
    pageToken = answer.nextPageToken;
  } while (pageToken !== "");
  return count;
}

/** Checked by one and approved by another, from where it stands. */
async function letThrough({ http, accounts }: Stage, run: string, { batch, state }: Batch, payers: Payers): Promise<void> {
  const [checker, approver] = batch === 1 ? [payers.checker, payers.approver] : [payers.otherChecker, payers.otherApprover];
  const seen = await http.get<{ run: Run }>(run, await accounts.access(checker.nip));
  const body = { sha256: seen.run.batches.find((one) => one.batch === batch)?.sha256 };
  const path = `${run}/batches/${batch}`;
  if (state === "COMPUTED") await http.post(`${path}:check`, body, await accounts.access(checker.nip));
  if (state === "COMPUTED" || state === "CHECKED") await http.post(`${path}:approve`, body, await accounts.access(approver.nip));
} // prettier-ignore

async function payAgency(stage: Stage, agency: string, payers: Payers, totals: PayTotals): Promise<void> {
  const { http, accounts } = stage;
  const run = await computed(stage, agency, payers.maker);
  const path = `/v1/agencies/${agencyIdOf(agency)}/runs/${run.runId}`;
  totals.flags += await decideFlags(stage, path, payers);
  const fresh = await http.get<{ run: Run }>(path, await accounts.access(payers.maker.nip));
  for (const batch of fresh.run.batches) if (batch.rows > 0) await letThrough(stage, path, batch, payers);
  totals.statements += run.statements;
  totals.grossRupiah += Number(run.grossRupiah);
  totals.cutRupiah += Number(run.cutRupiah);
  totals.netRupiah += Number(run.netRupiah);
}

/** From the sealed inputs to the ledger: policy, freeze, compute, flags, check, approve, post. What was done before a stop is found done. */
export async function payMonth(stage: Stage): Promise<PayTotals> {
  const totals: PayTotals = { statements: 0, grossRupiah: 0, cutRupiah: 0, netRupiah: 0, flags: 0 };
  for (const [agency, payers] of payersOf(stage)) {
    const { kind } = payers.maker.agency;
    await adoptPolicy(stage, agency, kind === "tukin" ? "kemnaker-tukin.yaml" : "contoh-tpp.yaml", payers);
    await payAgency(stage, agency, payers, totals);
  }
  return totals;
}
