/** Sends one request again and again over some kept connections, without a client library that would eat the second core. */
import { connect, type Socket } from "node:net";
import { type HttpLoad, type LoadResult } from "./load.ts";
import { serveParent } from "./servers/answer.ts";

const endOfHead = Buffer.from("\r\n\r\n");

/** How long the first whole answer in the buffer is, and whether it is a good one; undefined while it is not whole. */
function answerIn(bytes: Buffer): { readonly length: number; readonly isOk: boolean } | undefined {
  const end = bytes.indexOf(endOfHead);
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const length = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return bytes.length < length ? undefined : { length, isOk: head.startsWith("HTTP/1.1 200") };
}

function drive(socket: Socket, request: Buffer, next: () => boolean, onAnswer: (isOk: boolean) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const send = (): void => {
      if (next()) socket.write(request);
      else {
        socket.destroy();
        resolve();
      }
    };
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const answer = answerIn(bytes);
      if (answer === undefined) return;
      bytes = bytes.subarray(answer.length);
      onAnswer(answer.isOk);
      send();
    });
    socket.on("connect", send);
  });
}

async function load({ port, path, body, token, connections, requests }: HttpLoad): Promise<LoadResult> {
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "accept: application/json",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `authorization: Bearer ${token}`,
  ];
  const request = Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
  let [sent, failures] = [0, 0];
  const next = (): boolean => sent++ < requests;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      drive(connect({ port, host: "127.0.0.1", noDelay: true }), request, next, (isOk) => (failures += isOk ? 0 : 1)),
    ),
  );
  return { requests, failures, seconds: (performance.now() - started) / 1000 };
}

serveParent(0, load);
