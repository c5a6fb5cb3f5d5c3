import { type IncomingMessage, type ServerResponse } from "node:http";

import { type CookieNames, credentialOf } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type Subject } from "@kinerja/common/session";
import { type RequestHandler } from "express";

import { type Take } from "../limits.ts";
import { type Hub, type LiveEvent } from "./hub.ts";

export interface LiveNeeds {
  readonly hub: Hub;
  /** Refuses a token that ended, also while the page is open. */
  readonly verify: (token: string, request: IncomingMessage) => Promise<Subject>;
  /** Who reports to the caller now. */
  readonly subordinatesOf: (subject: Subject) => Promise<readonly string[]>;
  readonly quota: Take;
  readonly names: CookieNames;
  /** Between two looks at the token and at who reports to whom; an open line says something as often. */
  readonly beatMs: number;
}

/** Pages of one gateway, half of its connections, and of one person: more are tabs that nobody looks at. */
const [mostPages, mostOfPerson] = [5_000, 6];
/** A page that does not read what it is told is let go. */
const mostUnread = 65_536;

const textOf = (event: LiveEvent): string =>
  `event: ${event.kind}\ndata: ${JSON.stringify(event.kind === "changed" ? { personIds: event.personIds } : {})}\n\n`;

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    // Not to be gathered by anything between here and the page.
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    // Used for nothing else afterwards: a gateway that stops does not wait for it.
    connection: "close",
    "x-content-type-options": "nosniff",
  });
  response.write("retry: 3000\n\n");
}

/** `GET /v1/live`: tells an open page of whom something changed; it ends with the token, and the page comes again with the next one. */
export function livePage({ hub, verify, subordinatesOf, quota, names, beatMs }: LiveNeeds): RequestHandler {
  const pagesOf = new Map<string, number>();
  const count = (personId: string, by: 1 | -1): void => {
    const pages = (pagesOf.get(personId) ?? 0) + by;
    if (pages > 0) pagesOf.set(personId, pages);
    else pagesOf.delete(personId);
  };

  async function admit(request: IncomingMessage): Promise<Subject> {
    const credential = credentialOf(request, names);
    if (credential === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
    const subject = await verify(credential.token, request);
    if (subject.kind !== "access") throw new Refusal("forbidden", "DIARY_TOKEN_ONLY_RECORDS");
    await quota(subject.personId);
    const isFull = hub.size() >= mostPages || (pagesOf.get(subject.personId) ?? 0) >= mostOfPerson;
    if (isFull) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 60 });
    return subject;
  }

  return async (request, response) => {
    const subject = await admit(request);
    const watched = [subject.personId, ...(await subordinatesOf(subject))];
    begin(response);
    const watcher = hub.join({
      send: (event) => {
        if (response.writableLength > mostUnread) response.destroy();
        else response.write(textOf(event));
      },
      end: () => response.end(),
    });
    watcher.watch(watched);
    count(subject.personId, 1);
    const beat = async (): Promise<void> => {
      try {
        await verify(subject.token, request);
        watcher.watch([subject.personId, ...(await subordinatesOf(subject))]);
        response.write(": still here\n\n");
      } catch (thrown) {
        // Identity may be away for a moment; a token that ended ends the line.
        if (thrown instanceof Refusal && thrown.kind === "unauthenticated") response.end();
      }
    };
    const timer = setInterval(() => void beat(), beatMs);
    response.once("close", () => {
      clearInterval(timer);
      watcher.leave();
      count(subject.personId, -1);
    });
  };
}
