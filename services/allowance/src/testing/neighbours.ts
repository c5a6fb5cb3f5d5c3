import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type ServiceDefinition } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { type CallContext, readTls, serveGrpc, serverStream, type Tls, unary } from "@kinerja/common/grpc";
import { calendarOf as kernelCalendar, parsePeriod, type PersonId, workingDays } from "@kinerja/common/kernel";
import { type Subject } from "@kinerja/common/session";
import { createLog } from "@kinerja/common/telemetry";
import { fixedClock } from "@kinerja/common/testing";
import { ActivityServiceService, Period, PeriodState, SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { EvaluationServiceService, Predicate, SealedPredicate } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { AccountServiceService, type StreamPaymentDetailsRequest } from "@kinerja/proto/identity/v1/account_service";
import {
  DirectoryServiceService,
  Employment,
  type GetWorkCalendarRequest,
  type GetWorkCalendarResponse,
  type ListRoleHoldersRequest,
  type RoleGrant,
  StaffKind,
  WorkCalendar,
} from "@kinerja/proto/identity/v1/directory_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { agency, employment, period, person } from "./month.ts";

/** In these tests a token is the person's id. */
const verify = (token: string): Promise<Subject> =>
  token.length === 36
    ? Promise.resolve({ personId: token as PersonId, sessionId: token, kind: "access", employments: [], token })
    : Promise.reject(new Refusal("unauthenticated", "TOKEN_INVALID"));

export type Network = {
  readonly tls: (service: string) => Tls;
  /** Serves on a free port; returns the address. Methods that are not given are bugs. */
  serve(service: string, definition: ServiceDefinition, handlers: object): Promise<string>;
  readonly logLines: string[];
  stop(): Promise<void>;
};

export async function startNetwork(services: readonly string[]): Promise<Network> {
  const dir = mkdtempSync(join(tmpdir(), "kinerja-allowance-"));
  await makeCertificates(dir, "test", [...services]);
  const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));
  const logLines: string[] = [];
  const log = createLog("test", { write: (line) => void logLines.push(line) });
  const stops: (() => Promise<void>)[] = [];
  const tls = (service: string): Tls => readTls(dir, service);
  return {
    tls,
    logLines,
    async serve(service, definition, handlers) {
      const missing = unary(() => Promise.reject(new Error("not expected")));
      const all = { ...Object.fromEntries(Object.keys(definition).map((name) => [name, missing])), ...handlers };
      const server = await serveGrpc({
        host: "127.0.0.1",
        port: 0,
        tls: tls(service),
        services: [[definition, all]],
        image,
        verify,
        log,
        clock: fixedClock("2026-11-05T03:00:00Z"),
      });
      stops.push(() => server.stop());
      return `localhost:${server.port}`;
    },
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

type Trailer = { readonly count: bigint; readonly sha256: string };

function trailerOf<Row>(rows: readonly Row[], encode: (row: Row) => Uint8Array): Trailer {
  const hash = createHash("sha256");
  for (const row of rows) hash.update(encode(row));
  return { count: BigInt(rows.length), sha256: hash.digest("hex") };
}

async function* sealedRows<Row, Message, Last>(
  rows: readonly Row[],
  wrap: (row: Row) => Message,
  trailer: Last,
): AsyncGenerator<Message | Last> {
  for (const row of rows) yield await Promise.resolve(wrap(row));
  yield trailer;
}

const encodeMonth = (month: SealedMonth): Buffer => Buffer.from(SealedMonth.encode(month).finish());

/** Five days a week, without days off. */
function calendarOf(month: string): GetWorkCalendarResponse {
  const workdays = workingDays(kernelCalendar(parsePeriod(month), new Map()));
  const calendar = Buffer.from(WorkCalendar.encode({ unitId: "", workdays }).finish());
  return { calendars: [calendar], sha256: createHash("sha256").update(calendar).digest("hex") };
}

const rowOf = (n: number) => ({ personId: person(n), employmentId: employment(n) });
const agencyId = agency(1);

type Roles = Readonly<Record<string, RoleGrant>>;

/** Everybody holds the roles given; person 2 has never used one. */
function serveIdentity(network: Network, roles: Roles, lose: { roster: boolean }): Promise<string> {
  const employments = [1, 2, 3].map((n) =>
    Employment.fromPartial({
      ...rowOf(n),
      agencyId,
      positionClass: 8,
      validFrom: "2024-01-01",
      primary: true,
      staffKind: n === 2 ? StaffKind.CPNS : StaffKind.PNS,
    }),
  );
  const rosterTrailer = trailerOf(employments, (row) => Employment.encode(row).finish());
  const facts = ({ subject }: CallContext) => ({
    roles: roles[subject?.personId ?? ""] ?? [],
    relations: [],
    agencies: [],
    ownAgencyIds: [agencyId],
  });
  return network.serve("identity", DirectoryServiceService, {
    listRoleHolders: unary(({ roles: wanted }: ListRoleHoldersRequest) =>
      Promise.resolve({
        holders: Object.entries(roles)
          .filter(([, { role }]) => wanted.includes(role))
          .map(([personId, { role }]) => ({ personId, role, acted: personId !== person(2) })),
      }),
    ),
    getFacts: unary((_: object, context) =>
      Promise.resolve({ ...facts(context), roles: [facts(context).roles].flat() }),
    ),
    // As a service that does not know of many rows in a message.
    streamRoster: serverStream(() =>
      sealedRows(lose.roster ? employments.slice(1) : employments, (row) => ({ employment: row, rows: [] }), {
        ...{ employment: undefined, rows: [] },
        ...rosterTrailer,
      }),
    ),
    getWorkCalendar: unary(({ period: month }: GetWorkCalendarRequest) => Promise.resolve(calendarOf(month))),
  });
}

/** Everybody has a name and an account, in the order asked for. */
function serveAccounts(network: Network): Promise<string> {
  return network.serve("identity", AccountServiceService, {
    streamPaymentDetails: serverStream(async function* ({ personIds }: StreamPaymentDetailsRequest, { subject }) {
      if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
      for (const [index, personId] of personIds.entries())
        yield await Promise.resolve({
          ...{ personId, name: `PEGAWAI ${index + 1}`, nip: `198703142011012${901 + index}` },
          ...{ bankName: "Bank Contoh", accountNumber: `000000090${index}`, holderName: `PEGAWAI ${index + 1}` },
        });
    }),
  });
}

/** What the other services say about three people of agency 1; a lost row is one that a trailer still counts. */
export async function serveNeighbours(network: Network, roles: Roles, lose: { roster: boolean }) {
  const months = [1, 2, 3].map((n) =>
    SealedMonth.fromPartial({
      ...rowOf(n),
      approvedMinutes: 6_000,
      attendance: [{ date: "2026-10-01", status: "HADIR", missedChecks: n - 1 }],
    }),
  );
  const ratings = [1, 2, 3].map((n) =>
    SealedPredicate.fromPartial({
      ...rowOf(n),
      predicate: n === 3 ? Predicate.BUTUH_PERBAIKAN : Predicate.BAIK,
      evaluationVersion: 1,
    }),
  );
  const monthTrailer = trailerOf(months, encodeMonth);
  const ratingTrailer = trailerOf(ratings, (row) => SealedPredicate.encode(row).finish());
  const sealedAt = new Date("2026-11-04T00:00:00Z");
  const identity = await serveIdentity(network, roles, lose);
  const accounts = await serveAccounts(network);
  const activity = await network.serve("activity", ActivityServiceService, {
    getPeriod: unary(() =>
      Promise.resolve({
        period: Period.fromPartial({
          agencyId,
          period,
          state: PeriodState.SEALED,
          revision: 2,
          ...monthTrailer,
          sealedAt,
        }),
      }),
    ),
    streamSealedMonths: serverStream(() =>
      sealedRows([months], (all) => ({ month: undefined, rows: all.map(encodeMonth) }), {
        month: undefined,
        rows: [],
        ...monthTrailer,
      }),
    ),
  });
  const evaluation = await network.serve("evaluation", EvaluationServiceService, {
    getSealedPeriod: unary(() =>
      Promise.resolve({ period: { agencyId, period, revision: 1, ...ratingTrailer, sealedAt }, missing: 0 }),
    ),
    streamSealedPredicates: serverStream(() =>
      sealedRows(ratings, (row) => ({ row, rows: [] }), { row: undefined, rows: [], ...ratingTrailer }),
    ),
  });
  return { identity, accounts, activity, evaluation };
}
