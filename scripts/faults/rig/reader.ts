import { setTimeout as sleep } from "node:timers/promises";
import { call, connect, readTls } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { type Recorder } from "../../invariants/history.ts";
import { type Observed } from "../../invariants/session.ts";
import { workDateOf } from "./operation.ts";
import { type Answered } from "./sender.ts";

export interface ReaderOptions {
  readonly tls: string;
  readonly port: number;
  readonly history: Recorder;
  readonly startedAt: number;
}

/** Looks at what was just acknowledged, as its author, one look after another. */
export interface Reader {
  /** Who was acknowledged last is who looks next. */
  readonly heard: (answered: Answered) => void;
  stop(): Promise<Observed>;
}

const everyMs = 100;
const pageSize = 200;

export function startReader({ tls, port, history, startedAt }: ReaderOptions): Reader {
  const client = connect(ActivityServiceClient, `localhost:${port}`, readTls(tls, "gateway"));
  const date = workDateOf(startedAt);
  let last: Answered | undefined;
  let isOver = false;
  let [looked, unseen] = [0, 0];
  async function look({ person, id, position }: Answered): Promise<void> {
    const request = { fromDate: date, toDate: date, pageSize, after: position };
    const { entries, pending } = await call(client, client.listEntries.bind(client), request, {
      subject: { token: person.access },
      deadlineMs: 5_000,
    });
    // A full page does not show the whole day.
    if (entries.length === pageSize) return;
    history.write({ op: "read", person: person.personId, date, after: position, pending, count: entries.length });
    looked++;
    if (!pending && !entries.some(({ entry }) => entry?.id === id)) unseen++;
  }
  const run = async (): Promise<void> => {
    while (!isOver) {
      await sleep(everyMs);
      const answered = last;
      last = undefined;
      // A look that failed saw nothing; there are others.
      if (answered !== undefined) await look(answered).catch(() => undefined);
    }
  };
  const running = run();
  return {
    heard: (answered) => (last = answered),
    async stop() {
      isOver = true;
      await running;
      client.close();
      return { looked, unseen };
    },
  };
}
