import { setTimeout as sleep } from "node:timers/promises";
import { type Client, type ServiceError } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { fromServiceError, metadataFor } from "@kinerja/common/grpc";
import { IngestServiceService, RecordEntriesResponse } from "@kinerja/proto/activity/v1/ingest_service";
import { type Random } from "../../demo/random.ts";
import { type Recorder, type SentLine } from "../../invariants/history.ts";
import { type Operation, requestOf, type Sendable } from "./operation.ts";
import { type RigPerson } from "./people.ts";
import { countReceipt, countUp, type LoadTotals, newTotals, type Totals } from "./totals.ts";

/** An entry with its receipt. */
export interface Answered {
  readonly person: RigPerson;
  readonly id: string;
  readonly position: string;
}

export interface SenderOptions {
  readonly clients: readonly Client[];
  readonly chance: Random;
  readonly history: Recorder;
  readonly deadlineMs?: number;
  readonly onAnswered?: (answered: Answered) => void;
}

/** As grpc-js says it: it went out on a connection that ended before the answer. One that could not be opened took nothing along. */
const isCut = ({ details }: ServiceError): boolean =>
  !details.startsWith("No connection established") &&
  /connection dropped|RST_STREAM|ECONNRESET|EPIPE|socket hang up/i.test(details);

const { path } = IngestServiceService.recordEntries;
const same = (bytes: Buffer): Buffer => bytes;

function ask(
  client: Client,
  { person }: Operation,
  request: Buffer,
  deadlineMs: number,
  onCut: () => void,
): Promise<RecordEntriesResponse> {
  const metadata = metadataFor({ subject: { token: person.diary } });
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      same,
      (bytes) => RecordEntriesResponse.decode(bytes),
      request,
      metadata,
      { deadline: Date.now() + deadlineMs },
      (error: ServiceError | null, response) => {
        if (error && isCut(error)) onCut();
        if (error) reject(fromServiceError(error));
        else if (response) resolve(response);
      },
    );
  });
}

async function timed<Answer>(totals: Totals, asked: Promise<Answer>): Promise<Answer> {
  const from = performance.now();
  try {
    return await asked;
  } finally {
    totals.slowestTryMs = Math.max(totals.slowestTryMs, performance.now() - from);
  }
}

/** It was turned away before it went anywhere: nothing of it can be stored. */
const isShed = (thrown: unknown): thrown is Refusal => thrown instanceof Refusal && thrown.kind === "limit";
/** It went on its way and was not confirmed in time: it may be stored, now or later. */
const isUndecided = (thrown: unknown): thrown is Refusal =>
  thrown instanceof Refusal && thrown.code === "LOG_UNAVAILABLE";

/** Sends an operation again until it is answered, and writes down what was asked and what was heard. */
export function createSender({ clients, chance, history, deadlineMs = 8_000, onAnswered }: SenderOptions) {
  const totals = newTotals();
  const giving = new AbortController();
  const lineOf = ({ person }: Operation, op: SentLine["op"], { id, version }: Sendable): SentLine => ({
    ...{ op, person: person.personId, agency: person.agencyId, id, version, at: Date.now() },
  });

  /** True when every entry was acknowledged. */
  function hear(operation: Operation, { results }: RecordEntriesResponse, tookMs: number): boolean {
    const { person, sendables } = operation;
    countUp(totals.heardByAgency, person.agencyId);
    return sendables.reduce((all, sendable, index) => {
      const outcome = results[index]?.outcome;
      if (outcome?.$case === "receipt") {
        const { bodySha256: sha256, position } = outcome.value;
        history.write({ ...lineOf(operation, "ok", sendable), sha256 });
        countReceipt(totals, sendable, outcome.value, tookMs);
        onAnswered?.({ person, id: sendable.id, position });
        return all;
      }
      totals.refused++;
      history.write({ ...lineOf(operation, "fail", sendable), code: outcome?.value.code ?? "NO_OUTCOME" });
      return false;
    }, true);
  }

  /** How long to wait before the next try. */
  function miss(operation: Operation, thrown: unknown, tried: number): number {
    const after = thrown instanceof Refusal ? Number(thrown.params["retryAfterS"]) : NaN;
    const asTold = (after || 1) * 1_000 * (0.5 + chance.next());
    if ((isShed(thrown) || isUndecided(thrown)) && Number.isNaN(after)) totals.shedWithoutWord++;
    if (isShed(thrown)) {
      totals.shed++;
      countUp(totals.shedByAgency, operation.person.agencyId);
      return asTold;
    }
    totals.unknown++;
    const code = thrown instanceof Refusal ? thrown.code : String(thrown);
    for (const sendable of operation.sendables) history.write({ ...lineOf(operation, "info", sendable), code });
    if (isUndecided(thrown)) {
      totals.undecided++;
      return asTold;
    }
    return Math.min(100 * 2 ** Math.min(tried, 6), 5_000) * (0.5 + chance.next());
  }

  async function send(operation: Operation): Promise<boolean> {
    const request = requestOf(operation);
    for (const sendable of operation.sendables)
      history.write({ ...lineOf(operation, "invoke", sendable), sha256: sendable.sha256 });
    const started = performance.now();
    const first = chance.int(0, clients.length - 1);
    let wasUnknown = false;
    for (let tried = 0; !giving.signal.aborted; tried++) {
      const channel = (first + tried) % clients.length;
      const client = clients[channel] as Client;
      try {
        const answer = await timed(
          totals,
          ask(client, operation, request, deadlineMs, () => totals.cutOff++),
        );
        totals.answeredAt[channel] = performance.now();
        if (wasUnknown) totals.resolved++;
        return hear(operation, answer, performance.now() - started);
      } catch (thrown) {
        wasUnknown ||= !isShed(thrown);
        await sleep(miss(operation, thrown, tried), undefined, { signal: giving.signal }).catch(() => undefined);
      }
    }
    totals.unresolved++;
    return false;
  }

  return { totals: totals as LoadTotals, giveUp: (): void => giving.abort(), send };
}
