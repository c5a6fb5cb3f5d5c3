import { type IncomingMessage } from "node:http";

import { type CookieNames, assertOwnPage, credentialOf, sendJson } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type FileStore, type Receipts } from "@kinerja/common/files";
import { type Subject } from "@kinerja/common/session";
import { type RequestHandler } from "express";

import { type Take } from "./limits.ts";

const fileLimitBytes = 20_000_000;
const megabyte = 1_000_000;

export interface UploadNeeds {
  readonly store: FileStore;
  readonly receipts: Pick<Receipts, "give">;
  readonly verify: (token: string, request: IncomingMessage) => Promise<Subject>;
  readonly quota: Take;
  readonly names: CookieNames;
  readonly origins: readonly string[];
}

/** `PUT /v1/files`: stores the body, remembers whose it is, and answers with the id that calls take. */
export function putFile({ store, receipts, verify, quota, names, origins }: UploadNeeds): RequestHandler {
  return async (request, response) => {
    const credential = credentialOf(request, names);
    if (credential === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
    if (credential.fromCookie) assertOwnPage(request, origins);
    const subject = await verify(credential.token, request);
    if (subject.kind !== "access") throw new Refusal("forbidden", "DIARY_TOKEN_ONLY_RECORDS");
    const announced = Number(request.headers["content-length"] ?? fileLimitBytes);
    if (announced > fileLimitBytes) throw new Refusal("invalid", "FILE_TOO_LARGE", { limitBytes: fileLimitBytes });
    if ((request.headers["content-encoding"] ?? "identity") !== "identity")
      throw new Refusal("invalid", "CONTENT_ENCODING_UNSUPPORTED");
    await quota(subject.personId, Math.max(1, Math.ceil(announced / megabyte)));
    const { fileId, size } = await store.put(request, fileLimitBytes);
    await receipts.give(fileId, subject.personId);
    sendJson(response, { fileId, size });
  };
}
