import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { answerBrokenHttp } from "./broken-http.ts";

let server: Server;
beforeAll(async () => {
  server = createServer({ maxHeaderSize: 16_384, connectionsCheckingInterval: 20 }, (request, response) => {
    request.resume().on("end", () => response.end("fine"));
  });
  server.headersTimeout = 50;
  answerBrokenHttp(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function say(bytes: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

const long = "x".repeat(200_000);
it.each([
  ["noise", "\u0016\u0003\u0001\r\n\r\n", 400, "HTTP_MALFORMED"],
  ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}", 400, "HTTP_MALFORMED"],
  ["a broken chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "HTTP_MALFORMED"],
  ["headers without an end", `GET / HTTP/1.1\r\nHost: x\r\nX: ${long}\r\nY: ${long}\r\n\r\n`, 431, "HEADERS_TOO_LARGE"],
  ["a client that falls asleep", "GET / HTTP/1.1\r\nHost:", 408, "REQUEST_TOO_SLOW"],
])("%s is answered by a problem, and the client gets to read it", async (_, bytes, status, code) => {
  const [head = "", body = ""] = (await say(bytes)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("content-type: application/problem+json; charset=utf-8");
  const problem = JSON.parse(body) as { instance: string };
  expect(problem).toMatchObject({ type: `/problems/${code}`, status, code });
  expect(problem.instance).toMatch(/^[0-9a-f]{32}$/);
}); // prettier-ignore

it("a request is served whatever it expects", async () => {
  const answer = await say("GET / HTTP/1.1\r\nHost: x\r\nExpect: the-worst\r\nConnection: close\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
});
