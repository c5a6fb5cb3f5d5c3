import {
  type Client,
  type ClientReadableStream,
  type Metadata,
  type MethodDefinition,
  type ServiceError,
} from "@grpc/grpc-js";
import { ActivityServiceService } from "@kinerja/proto/activity/v1/activity_service";
import { AttendanceServiceService } from "@kinerja/proto/activity/v1/attendance_service";
import { IngestServiceService } from "@kinerja/proto/activity/v1/ingest_service";
import { EvaluationServiceService } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { AccountServiceService } from "@kinerja/proto/identity/v1/account_service";
import { DirectoryServiceService, Role } from "@kinerja/proto/identity/v1/directory_service";
import { PlanningServiceService } from "@kinerja/proto/planning/v1/planning_service";
import { Refusal } from "@kinerja/common/errors";
import { fromServiceError, metadataFor, openChannel, readTls } from "@kinerja/common/grpc";

import { type Outcome } from "../../../common/src/testing/access-table.ts";
import { told } from "../world.ts";
import { type Objects } from "./objects.ts";

type AnyMethod = MethodDefinition<never, unknown>;
type RequestOf = (objects: Objects) => object;
type Method = readonly [definition: object, callee: string, request: RequestOf, address?: string];

const month = { period: "2026-07", revision: 1 };
const people = ({ personId }: Objects) => ({ personIds: [personId] });
const agency = ({ agencyId }: Objects) => ({ agencyId });

/** The calls that have no address over HTTP, with what they are asked. */
const methods: Readonly<Record<string, Method>> = {
  GetFacts: [DirectoryServiceService.getFacts, "identity", people],
  GetEmployments: [
    DirectoryServiceService.getEmployments,
    "identity",
    (known) => ({ ...people(known), fromDate: "2026-10-01", toDate: "2026-10-31" }),
  ],
  StreamRoster: [DirectoryServiceService.streamRoster, "identity", (known) => ({ ...agency(known), ...month })],
  GetWorkCalendar: [DirectoryServiceService.getWorkCalendar, "identity", (known) => ({ ...agency(known), ...month })],
  ListRoleHolders: [
    DirectoryServiceService.listRoleHolders,
    "identity",
    (known) => ({ ...agency(known), roles: [Role.PAY_MAKER], at: new Date("2026-10-07T01:00:00Z") }),
  ],
  StreamPaymentDetails: [
    AccountServiceService.streamPaymentDetails,
    "identity",
    (known) => ({ ...agency(known), ...people(known), runId: known["runId"], onDate: "2026-10-07" }),
  ],
  ResolveNips: [
    DirectoryServiceService.resolveNips,
    "identity",
    (known) => ({ ...agency(known), nips: ["198703142011012999"] }),
  ],
  GetSetSkps: [PlanningServiceService.getSetSkps, "planning", (known) => ({ ...people(known), ...month })],
  ListCheckDays: [
    AttendanceServiceService.listCheckDays,
    "activity",
    (known) => ({ ...agency(known), period: month.period }),
  ],
  StreamSealedMonths: [
    ActivityServiceService.streamSealedMonths,
    "activity",
    (known) => ({ ...agency(known), ...month }),
  ],
  StreamSealedPredicates: [
    EvaluationServiceService.streamSealedPredicates,
    "evaluation",
    (known) => ({ ...agency(known), ...month }),
  ],
  RecordEntryStream: [
    IngestServiceService.recordEntryStream,
    "activity",
    () => ({ entries: [] }),
    "ACTIVITY_INGEST_ADDRESS",
  ],
};

export const methodNames = Object.keys(methods);

const doors: Readonly<Record<string, Outcome>> = {
  METHOD_UNKNOWN: "not-found",
  AGENCY_UNKNOWN: "not-found",
  NOT_PERMITTED: "forbidden",
  TOKEN_MISSING: "unauthenticated",
};

function outcomeOf(error: unknown): Outcome {
  const refusal = fromServiceError(error as ServiceError);
  if (!(refusal instanceof Refusal)) throw refusal;
  const door = doors[refusal.code];
  if (door !== undefined) return door;
  // What is refused later is refused inside.
  if (refusal.kind === "refused" || refusal.kind === "invalid") return "allowed";
  throw refusal;
}

interface Call {
  readonly channel: Client;
  readonly definition: AnyMethod;
  readonly request: never;
  readonly metadata: Metadata;
}

/** The call to its end; of a stream every answer is read. */
const ended = ({ channel, definition, request, metadata }: Call): Promise<void> =>
  new Promise((resolve, reject) => {
    const { path, requestStream, responseStream, requestSerialize, responseDeserialize } = definition;
    const [options, forms] = [{ deadline: Date.now() + 10_000 }, [path, requestSerialize, responseDeserialize] as const];
    const drain = (stream: ClientReadableStream<unknown>): unknown => stream.on("error", reject).on("end", resolve).resume();
    if (requestStream) {
      const stream = channel.makeBidiStreamRequest(...forms, metadata, options);
      drain(stream);
      stream.write(request);
      stream.end();
    } else if (responseStream) drain(channel.makeServerStreamRequest(...forms, request, metadata, options));
    else channel.makeUnaryRequest(...forms, request, metadata, options, (error) => (error ? reject(error) : resolve()));
  }); // prettier-ignore

/** One call with the certificate of a service, on behalf of whoever has the token. */
export async function callMethod(
  name: string,
  { as, token, objects }: { readonly as: string; readonly token: string | undefined; readonly objects: Objects },
): Promise<Outcome> {
  const [definition, callee, requestOf, addressName = `${callee.toUpperCase()}_ADDRESS`] = methods[name] as Method;
  const { gateway = {} } = JSON.parse(told("ENVIRONMENTS")) as Record<string, Record<string, string>>;
  const channel = openChannel(gateway[addressName] ?? "", readTls(gateway["TLS_DIR"] ?? "", as), callee);
  const metadata = metadataFor(token === undefined ? {} : { subject: { token } });
  try {
    await ended({ channel, definition: definition as AnyMethod, request: requestOf(objects) as never, metadata });
    return "allowed";
  } catch (error) {
    return outcomeOf(error);
  } finally {
    channel.close();
  }
}
