import { createHash } from "node:crypto";

import { inMessages, serverStream, unary } from "@kinerja/common/grpc";
import { parsePeriod } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import { type GetRoster, type GetWorkCalendar } from "../../app/answer-services.ts";
import { type RosterView } from "../../app/directory.ts";
import { positionWord } from "../../domain/position-word.ts";
import { dayToProto, employmentToProto } from "../proto.ts";
import { agencyId } from "./read.ts";

export type PayInputUseCases = { readonly getRoster: GetRoster; readonly getWorkCalendar: GetWorkCalendar };

const rowToProto = (view: RosterView): proto.RosterRow => ({
  personId: view.personId,
  employmentId: view.id,
  validFrom: view.validFrom,
  validTo: dayToProto(view.validTo),
  primary: view.main,
  positionClass: view.positionClass,
  staffKind: proto.StaffKind[view.staffKind || "UNSPECIFIED"],
  grade: view.grade,
  positionKind: positionWord(view.positionKind),
  unitIds: [...view.unitIds],
});

type Pages = AsyncIterable<readonly RosterView[]>;
type Trailer = { readonly count: bigint; readonly sha256: string };

/** The bytes of each row; at the end how many, and their hash. */
async function* bytesOf(pages: Pages, encode: (view: RosterView) => Uint8Array): AsyncGenerator<Uint8Array, Trailer> {
  const hash = createHash("sha256");
  let count = 0n;
  for await (const page of pages)
    for (const view of page) {
      const bytes = encode(view);
      hash.update(bytes);
      count++;
      yield bytes;
    }
  return { count, sha256: hash.digest("hex") };
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
const encodeOne = (view: RosterView): Uint8Array => proto.Employment.encode(employmentToProto(view)).finish();
const encodeRow = (view: RosterView): Uint8Array => proto.RosterRow.encode(rowToProto(view)).finish();

async function* roster(pages: Pages, rowsPerMessage: number): AsyncGenerator<proto.StreamRosterResponse> {
  const messages = inMessages(bytesOf(pages, rowsPerMessage === 0 ? encodeOne : encodeRow), rowsPerMessage);
  for (;;) {
    const next = await messages.next();
    if (next.done === true) {
      yield { employment: undefined, rows: [], ...next.value };
      return;
    }
    if (rowsPerMessage > 0) yield { employment: undefined, rows: next.value.map(bufferOf) };
    else for (const bytes of next.value) yield { employment: proto.Employment.decode(bytes), rows: [] };
  }
}

/** What a run of pay reads of people and of days. */
export const payInputHandlers = (
  app: PayInputUseCases,
): Pick<proto.DirectoryServiceServer, "streamRoster" | "getWorkCalendar"> => ({
  streamRoster: serverStream(({ agencyId: agency, period, rowsPerMessage = 0, personId }) =>
    roster(app.getRoster(agencyId(agency), parsePeriod(period, "/period"), personId), rowsPerMessage),
  ),
  getWorkCalendar: unary(async ({ agencyId: agency, period }) => {
    const found = await app.getWorkCalendar(agencyId(agency), parsePeriod(period, "/period"));
    const hash = createHash("sha256");
    const calendars = found.map(({ unitId, workdays }) => {
      const calendar = { unitId: unitId ?? "", workdays: [...workdays] };
      const bytes = Buffer.from(proto.WorkCalendar.encode(calendar).finish());
      hash.update(bytes);
      return bytes;
    });
    return { calendars, sha256: hash.digest("hex") };
  }),
});
