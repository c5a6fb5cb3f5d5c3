import { type CallContext, unary } from "@kinerja/common/grpc";
import { parseUuid } from "@kinerja/common/kernel";
import {
  type SessionServiceServer,
  SessionServiceService,
  type SigningKey,
  type Tokens as ProtoTokens,
} from "@kinerja/proto/identity/v1/session_service";

import { type Activate } from "../../app/activate.ts";
import { type ChangePassword } from "../../app/change-password.ts";
import { type EndSession, type ListSessions, type SignOut } from "../../app/end-session.ts";
import { type IssueCodes } from "../../app/issue-codes.ts";
import { type Refresh } from "../../app/refresh.ts";
import { type SignIn } from "../../app/sign-in.ts";
import { type Tokens } from "../../app/tokens.ts";
import { issueCodesMethod } from "../../domain/code-receipt.ts";
import { agencyId, callerOf, commandOf, personIds } from "./read.ts";

const command = commandOf(SessionServiceService);

export type SessionUseCases = {
  readonly signIn: SignIn;
  readonly activate: Activate;
  readonly refresh: Refresh;
  readonly signOut: SignOut;
  readonly listSessions: ListSessions;
  readonly endSession: EndSession;
  readonly changePassword: ChangePassword;
  readonly issueCodes: IssueCodes;
  readonly publicKeys: () => readonly SigningKey[];
};

const toProto = (tokens: Tokens): { tokens: ProtoTokens } => ({
  tokens: {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    diaryToken: tokens.diaryToken,
    accessExpiresAt: new Date(tokens.accessExpiresAt),
    refreshExpiresAt: new Date(tokens.refreshExpiresAt),
    diaryExpiresAt: new Date(tokens.diaryExpiresAt),
  },
});

const noted = ({ traceId }: CallContext): { requestId: string } => ({ requestId: traceId });

export const sessionService = (app: SessionUseCases): SessionServiceServer => ({
  activate: unary(async ({ nip, code, newPassword, deviceName = "" }, context) =>
    toProto(await app.activate({ nip, code, newPassword, deviceName, ...noted(context) })),
  ),
  signIn: unary(async ({ nip, password, deviceName = "" }, context) =>
    toProto(await app.signIn({ nip, password, deviceName, ...noted(context) })),
  ),
  refresh: unary(async ({ refreshToken = "" }, context) =>
    toProto(await app.refresh({ refreshToken, ...noted(context) })),
  ),
  signOut: unary(async (_, context) => {
    await app.signOut(callerOf(context));
    return {};
  }),
  listSessions: unary(async (_, context) => {
    const sessions = await app.listSessions(callerOf(context));
    return {
      sessions: sessions.map(({ id, deviceName, signedInAt, lastSeenAt, current }) => ({
        sessionId: id,
        deviceName,
        signedInAt: new Date(signedInAt),
        lastSeenAt: new Date(lastSeenAt),
        current,
      })),
    };
  }),
  endSession: unary(async ({ sessionId }, context) => {
    await app.endSession(callerOf(context), parseUuid(sessionId, "/sessionId"));
    return {};
  }),
  changePassword: unary(async ({ oldPassword, newPassword }, context) => {
    await app.changePassword(callerOf(context), { oldPassword, newPassword });
    return {};
  }),
  issueCodes: unary(async (request, context) => {
    const people = personIds(request.personIds, 200);
    const caller = command(context, issueCodesMethod, request);
    const codes = await app.issueCodes(caller, agencyId(request.agencyId), people);
    return {
      codes: codes.map(({ personId, code, expiresAt }) => ({ personId, code, expiresAt: new Date(expiresAt) })),
    };
  }),
  getKeys: unary(() => Promise.resolve({ keys: [...app.publicKeys()] })),
});
