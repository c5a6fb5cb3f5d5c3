/** The reference of T12, T13 and T15: Node's own HTTP server that reads JSON and writes JSON. */
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { serveParent } from "./answer.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => serveParent((server.address() as AddressInfo).port));
