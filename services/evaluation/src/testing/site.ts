import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connect, readTls, serveGrpc, type Tls } from "@kinerja/common/grpc";
import { type PersonId } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { type Subject } from "@kinerja/common/session";
import { createLog } from "@kinerja/common/telemetry";
import { fixedClock, testDatabase } from "@kinerja/common/testing";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { EvaluationServiceClient, EvaluationServiceService } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";
import { PlanningServiceClient } from "@kinerja/proto/planning/v1/planning_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { accessByFacts } from "../adapters/clients/access.ts";
import { sealedMonthsOf } from "../adapters/clients/activity.ts";
import { identityDirectory } from "../adapters/clients/identity.ts";
import { setPlansOf } from "../adapters/clients/planning.ts";
import { evaluationService } from "../adapters/grpc/service.ts";
import { evaluationUseCases } from "../use-cases.ts";
import { neighbours, type Tampering } from "./neighbours.ts";

export type Site = {
  readonly use: ReturnType<typeof evaluationUseCases>;
  /** As the gateway has it, and as another service. */
  readonly client: EvaluationServiceClient;
  readonly service: EvaluationServiceClient;
  readonly db: Database;
  readonly closer: Database;
  readonly tampering: Tampering;
  readonly logLines: readonly string[];
  /** Who did what to whom, in order. */
  audits(): Promise<readonly { actor: string; action: string; resource: string; object_id: string; role: string }[]>;
  stop(): Promise<void>;
};

/** A token is the person's id. */
const verify = (token: string): Promise<Subject> =>
  Promise.resolve({ personId: token as PersonId, sessionId: "s1", kind: "access", employments: [], token });

const clock = fixedClock("2026-11-05T02:00:00Z");
const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));

/** Evaluation on a database of its own, over gRPC on both sides; only Kafka is missing. */
export async function openSite(): Promise<Site> {
  const dir = mkdtempSync(join(tmpdir(), "evaluation-"));
  await makeCertificates(dir, "test", ["identity", "evaluation", "gateway", "allowance"]);
  const tls = (name: string): Tls => readTls(dir, name);
  const logLines: string[] = [];
  const log = createLog("test", { write: (line) => void logLines.push(line) });
  const tampering: Tampering = { rows: (rows) => rows, isDown: false };
  const serve = (name: string, services: Parameters<typeof serveGrpc>[0]["services"]) =>
    serveGrpc({ host: "127.0.0.1", port: 0, tls: tls(name), image, verify, clock, log, services });
  const others = await serve("identity", neighbours(tampering));
  const database = await testDatabase("evaluation");
  const [db, closer] = [await database.db("app"), await database.db("closer")];
  const address = `localhost:${others.port}`;
  const identity = connect(DirectoryServiceClient, address, tls("evaluation"));
  const planning = connect(PlanningServiceClient, address, tls("evaluation"), "identity");
  const activity = connect(ActivityServiceClient, address, tls("evaluation"), "identity");
  const use = evaluationUseCases({
    site: "test",
    policy: { minPopulation: 3, headCounts: true, most: "LARGEST" },
    objection: { days: 14, dayKind: "WORKING" },
    ...{ db, closer },
    accessTo: accessByFacts(identity),
    directory: identityDirectory(identity),
    setPlans: setPlansOf(planning),
    sealedMonths: sealedMonthsOf(activity),
    now: () => clock.now(),
  });
  const server = await serve("evaluation", [[EvaluationServiceService, evaluationService(use)]]);
  const own = `localhost:${server.port}`;
  const client = connect(EvaluationServiceClient, own, tls("gateway"));
  const service = connect(EvaluationServiceClient, own, tls("allowance"));
  return {
    ...{ use, client, service, db, closer, tampering, logLines },
    async audits() {
      const sealer = await database.db("sealer");
      const rows = await sealer.query("select actor, action, resource, object_id, role from audit order by id");
      await sealer.stop();
      return rows as Awaited<ReturnType<Site["audits"]>>;
    },
    async stop() {
      for (const one of [client, service, identity, planning, activity]) one.close();
      await server.stop();
      await others.stop();
      await Promise.all([db.stop(), closer.stop()]);
      await database.drop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
