import { randomUUID } from "node:crypto";
import { type Server } from "node:http";
import { type Duplex } from "node:stream";

import { Refusal } from "../errors/index.ts";
import { problemOf } from "./problem.ts";

const codes: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "HEADERS_TOO_LARGE",
  ERR_HTTP_REQUEST_TIMEOUT: "REQUEST_TOO_SLOW",
};
/** What follows is read and thrown away for so long: a connection that is cut with bytes unread loses our answer too. */
const lingerMs = 2_000;

function answerOf(fault: NodeJS.ErrnoException): string {
  const refusal = new Refusal("invalid", codes[fault.code ?? ""] ?? "HTTP_MALFORMED");
  const { status, headers, body } = problemOf(refusal, "id", randomUUID().replaceAll("-", ""));
  const lines = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${String(status)} Refused\r\n${head.join("")}\r\n${body}`;
}

type InAnswer = Duplex & { readonly _httpMessage?: { readonly headersSent: boolean } | null };

/** What Node refuses before there is a request is told as a problem too; an expectation that we don't know is no reason to refuse (RFC 9110, 10.1.1). */
export function answerBrokenHttp(server: Server): void {
  const answered = new WeakSet<Duplex>();
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("clientError", (fault: NodeJS.ErrnoException, socket: InAnswer) => {
    if (answered.has(socket)) return;
    answered.add(socket);
    if (!socket.writable || fault.code === "ECONNRESET" || socket._httpMessage?.headersSent === true) {
      socket.destroy();
      return;
    }
    socket.end(answerOf(fault));
    const cut = setTimeout(() => socket.destroy(), lingerMs).unref();
    socket.once("close", () => clearTimeout(cut)).resume();
  });
}
