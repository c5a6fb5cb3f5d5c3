import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readTls, serveGrpc, unary } from "@kinerja/common/grpc";
import { createLog } from "@kinerja/common/telemetry";
import { systemClock } from "@kinerja/common/clock";
import { type PersonId } from "@kinerja/common/kernel";
import {
  DirectoryServiceService,
  GetFactsResponse,
  RelationKind,
  Role,
} from "@kinerja/proto/identity/v1/directory_service";
import { type Site } from "./site.ts";

const image = readFileSync(createRequire(import.meta.url).resolve("@kinerja/proto/image.binpb"));

const personOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string }).sub;

/**
 * Answers what activity asks of identity: everybody is everybody's superior, and the first one an officer of all agencies. Whether that is so is
 * not what the rig looks at.
 */
export async function serveFacts({ tls, people }: Pick<Site, "tls" | "people">) {
  const agencyOf = new Map(people.map(({ personId, agencyId }) => [personId, agencyId]));
  const getFacts = unary<{ personIds: string[] }, GetFactsResponse>(({ personIds }, { subject }) =>
    Promise.resolve(
      GetFactsResponse.fromPartial({
        roles: subject?.personId === people[0]?.personId ? [{ role: Role.PERSONNEL_OFFICER, agencyId: "" }] : [],
        relations: personIds.map((personId) => ({ personId, kind: RelationKind.SUPERIOR })),
        agencies: personIds.map((personId) => ({ personId, agencyIds: [agencyOf.get(personId) ?? ""] })),
        ownAgencyIds: [agencyOf.get(subject?.personId ?? "") ?? ""],
      }),
    ),
  );
  const missing = unary(() => Promise.reject(new Error("not expected")));
  const others = Object.fromEntries(Object.keys(DirectoryServiceService).map((name) => [name, missing]));
  const server = await serveGrpc({
    host: "127.0.0.1",
    port: 0,
    tls: readTls(tls, "identity"),
    image,
    verify: (token) =>
      Promise.resolve({
        personId: personOf(token) as PersonId,
        sessionId: "rig",
        kind: "access",
        employments: [],
        token,
      }),
    clock: systemClock,
    log: createLog("rig-identity", { write: () => undefined }),
    services: [[DirectoryServiceService, { ...others, getFacts }]],
  });
  return { address: `localhost:${server.port}`, stop: () => server.stop() };
}
