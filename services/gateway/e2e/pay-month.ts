import { type Actor, must } from "./access/cast.ts";
import { ask, until } from "./world.ts";

/** Who pays an agency, and one of its staff who is paid. */
export interface Office {
  readonly path: string;
  readonly officer: Actor;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly approver: Actor;
  readonly payee: Actor;
  readonly superior: Actor;
}

/** A rating as expected, as soon as evaluation has heard that the month is sealed. */
export async function rate({ token }: Actor, personId: string, period: string): Promise<void> {
  await until("the rating", async () => {
    const body = { result: "SESUAI", behaviour: "SESUAI" };
    const answer = await ask<{ code?: string }>(`/v1/people/${personId}/evaluations/${period}:rate`, { token, body });
    if (answer.status === 200) return true;
    if (answer.body.code === "MONTH_NOT_SEALED") return undefined;
    throw new Error(`the rating answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
  });
}

type Evaluated = Pick<Office, "path" | "officer" | "payee" | "superior">;

/** The payee is rated; both sides of the month are sealed then. */
export async function evaluate({ path, officer, payee, superior }: Evaluated, period: string): Promise<void> {
  const unit = { unitId: payee.unitId, period, predicate: "BAIK", reason: "Sesuai target" };
  await must(`${path}/unit-predicates:set`, officer.token, unit);
  await rate(superior, payee.personId, period);
  await must(`/v1/team/evaluations/${period}:issue`, superior.token, { personIds: [payee.personId] });
  await must(`${path}/evaluations/${period}:seal`, officer.token, { acceptMissing: true });
}

type Run = { runId: string; state: string; cause: string; batches: { batch: number; sha256: string }[] };
type Flag = { flagId: string; severity: string };

/** Computed, checked, approved and posted by three people. */
export async function pay(
  { path, maker, checker, approver }: Office,
  period: string,
): Promise<{ readonly runId: string; readonly flagId: string }> {
  const { run: started } = await must<{ run: Run }>(`${path}/runs:start`, maker.token, { period });
  const runPath = `${path}/runs/${started.runId}`;
  const read = async (): Promise<Run> => (await must<{ run: Run }>(runPath, maker.token)).run;
  await until("the run", async () => {
    const { state, cause } = await read();
    if (state === "FAILED") throw new Error(`the run failed: ${cause}`);
    return state === "COMPUTED" ? true : undefined;
  });
  const { flags } = await must<{ flags: Flag[] }>(`${runPath}/flags?pageSize=200`, maker.token);
  for (const { flagId, severity } of flags.filter((flag) => flag.severity !== "NOTE")) {
    const decision = severity === "BLOCK" ? "HOLD" : "ACKNOWLEDGE";
    const body = { decision, reason: "Sudah diperiksa" };
    const answer = await ask<{ code?: string }>(`${runPath}/flags/${flagId}:resolve`, { token: maker.token, body });
    // The officers' own rows are in a batch that others pay; who is held out by one flag is by all.
    if (answer.status !== 200 && !/^(OWN_ROW|FLAG_DECIDED)$/.test(answer.body.code ?? ""))
      throw new Error(`the flag answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  const sha256 = (await read()).batches.find(({ batch }) => batch === 1)?.sha256;
  await must(`${runPath}/batches/1:check`, checker.token, { sha256 });
  await must(`${runPath}/batches/1:approve`, approver.token, { sha256 });
  return { runId: started.runId, flagId: flags[0]?.flagId ?? "" };
}
