import { type CallContext, serverStream, unary } from "@kinerja/common/grpc";
import { Refusal } from "@kinerja/common/errors";
import { pageSizeOf, parseDay, parseUuid } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/account_service";

import {
  type ConfirmAccount,
  type ListAccounts,
  type ListedAccount,
  type PaymentDetails,
  type ProposeAccount,
  type RejectAccount,
} from "../../app/accounts.ts";
import { type AccountState, numberSuffix } from "../../domain/account.ts";
import { dayToProto } from "../proto.ts";
import { agencyId, callerOf, choice, commandOf, cursorOf, optionalPerson, personId, personIds } from "./read.ts";

export type AccountUseCases = {
  readonly proposeAccount: ProposeAccount;
  readonly confirmAccount: ConfirmAccount;
  readonly rejectAccount: RejectAccount;
  readonly listAccounts: ListAccounts;
  readonly paymentDetails: PaymentDetails;
};

const states: readonly AccountState[] = ["PROPOSED", "CONFIRMED", "REJECTED"];
const command = commandOf(proto.AccountServiceService);
const mostPeople = 20_000;

const toProto = (account: ListedAccount): proto.Account => ({
  accountId: account.id,
  personId: account.personId,
  bankName: account.bankName,
  numberSuffix: numberSuffix(account.details.number),
  holderName: account.details.holder,
  validFrom: account.validFrom,
  validTo: dayToProto(account.validTo),
  state: proto.AccountState[account.state],
  decree: account.decree,
  proposedBy: account.proposedBy,
  proposedAt: new Date(account.proposedAt),
  decidedBy: account.decidedBy ?? "",
  decidedAt: account.decidedAt === undefined ? undefined : new Date(account.decidedAt),
  reason: account.reason,
});

const keyOf = (request: { readonly agencyId: string; readonly accountId: string }) => ({
  agencyId: agencyId(request.agencyId),
  accountId: parseUuid(request.accountId, "/accountId"),
});

async function* detailsFor(
  app: AccountUseCases,
  request: proto.StreamPaymentDetailsRequest,
  context: CallContext,
): AsyncGenerator<proto.StreamPaymentDetailsResponse> {
  // Other services have nothing to do with where people are paid.
  if (context.peer !== "allowance") throw new Refusal("forbidden", "NOT_PERMITTED");
  const details = app.paymentDetails(callerOf(context), {
    agencyId: agencyId(request.agencyId),
    runId: parseUuid(request.runId, "/runId"),
    day: parseDay(request.onDate, "/onDate"),
    unitsOn: request.unitsOn === undefined ? undefined : parseDay(request.unitsOn, "/unitsOn"),
    people: personIds(request.personIds, mostPeople),
  });
  for await (const { details: account, ...person } of details)
    yield { ...person, accountNumber: account?.number ?? "", holderName: account?.holder ?? "" };
}

export const accountService = (app: AccountUseCases): proto.AccountServiceServer => ({
  proposeAccount: unary(async (request, context) => {
    const accountId = await app.proposeAccount(command(context, "proposeAccount", request), {
      agencyId: agencyId(request.agencyId),
      personId: personId(request.personId),
      bankName: request.bankName,
      accountNumber: request.accountNumber,
      holderName: request.holderName,
      validFrom: parseDay(request.validFrom, "/validFrom"),
      decree: request.decree,
    });
    return { accountId };
  }),
  confirmAccount: unary(async (request, context) => {
    await app.confirmAccount(callerOf(context), keyOf(request));
    return {};
  }),
  rejectAccount: unary(async (request, context) => {
    await app.rejectAccount(callerOf(context), keyOf(request), request.reason);
    return {};
  }),
  listAccounts: unary(async (request, context) => {
    const { accounts, next = "" } = await app.listAccounts(callerOf(context), agencyId(request.agencyId), {
      state: request.state === undefined ? undefined : choice(states, "ACCOUNT_STATE", request.state, "/state"),
      personId: optionalPerson(request.personId),
      limit: pageSizeOf(request.pageSize),
      after: cursorOf(request.pageToken),
    });
    return { accounts: accounts.map(toProto), nextPageToken: next };
  }),
  streamPaymentDetails: serverStream((request, context) => detailsFor(app, request, context)),
});
