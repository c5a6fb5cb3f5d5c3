import { call, connect, readTls } from "@kinerja/common/grpc";
import { type Period } from "@kinerja/common/kernel";
import { AllowanceServiceClient, type Statement } from "@kinerja/proto/allowance/v1/allowance_service";

import { type Process, type Queued, queueRun, startWorkerProcess } from "./killing.ts";
import { agency, callBy, maker, period, person } from "./month.ts";
import { payBatch } from "./platform.ts";

/** One question that was answered. */
export type Answered = {
  readonly ms: number;
  /** Of the run that the process worked on meanwhile. */
  readonly state: string;
  readonly n: number;
  readonly statement: Statement | undefined;
};

export type Answers = { readonly idle: readonly Answered[]; readonly busy: readonly Answered[] };

export type Answering = {
  readonly people: number;
  readonly rangeSize: number;
  /** Certificates of allowance and gateway. */
  readonly tlsDir: string;
  /** Questions before anything is computed, after as many that are not counted. */
  readonly idleQuestions: number;
};

const before = "2026-09" as Period;
const longestMs = 20_000;

/** Reads statements of the month before one after the other, by gRPC as their owners do. */
function asker({ port }: Process, { people, tlsDir }: Answering) {
  const client = connect(AllowanceServiceClient, `localhost:${port}`, readTls(tlsDir, "gateway"));
  let asked = 0;
  return {
    ask: async (state: string): Promise<Answered> => {
      const n = 1 + ((asked++ * 7_919) % people);
      const by = { subject: { token: person(n) }, deadlineMs: longestMs };
      const began = performance.now();
      const request = { period: before, personId: undefined, agencyId: undefined };
      const { statement } = await call(client, client.getStatement.bind(client), request, by);
      return { ms: performance.now() - began, state, n, statement };
    },
    close: (): void => client.close(),
  };
}

async function measure(queued: Queued, worker: Process, answering: Answering): Promise<Answers> {
  const { ask, close } = asker(worker, answering);
  try {
    const idle: Answered[] = [];
    for (let n = 0; n < 2 * answering.idleQuestions; n++) idle.push(await ask("POSTED"));
    const { run } = await queued.use.startRun(callBy(maker), { agencyId: agency(1), period, kind: "REGULAR" });
    const stateOf = (): Promise<string> => queued.one(`select state as it from run where id = '${run.id}'`);
    const busy: Answered[] = [];
    for (let state = await stateOf(); state !== "COMPUTED"; state = await stateOf()) busy.push(await ask(state));
    return { idle: idle.slice(answering.idleQuestions), busy };
  } finally {
    close();
  }
}

/** A month is paid; while the next one is computed its statements are read, from the process that computes. */
export async function answersWhileComputing(answering: Answering): Promise<Answers> {
  const { people, rangeSize, tlsDir } = answering;
  const queued = await queueRun(people, rangeSize, { of: before });
  const worker = await startWorkerProcess(queued, { people, environment: { TLS_DIR: tlsDir } });
  try {
    await queued.until("COMPUTED", "select state = 'COMPUTED' from run");
    await payBatch(queued, await queued.use.getRun(callBy(maker), { agencyId: agency(1), runId: queued.runId }));
    return await measure(queued, worker, answering);
  } finally {
    await worker.kill();
    await queued.stop();
  }
}
