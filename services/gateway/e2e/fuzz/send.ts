import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";

import { told } from "../world.ts";

/** A request as it goes over the wire; fetch would tidy the address and refuse the strange headers. */
export interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly ms: number;
}

export const answerLimitMs = 20_000;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export const closeConnections = (): void => agent.destroy();

/** A connection that the server was just closing is no answer: the same again on a new one. */
export async function send(wire: Wire): Promise<Reply> {
  try {
    return await sendOnce(wire, agent);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
    return sendOnce(wire, false);
  }
}

function sendOnce({ method, path, headers, body }: Wire, by: Agent | false): Promise<Reply> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(body.length) };
    const request = httpRequest(told("URL"), { method, path, headers: { ...length, ...headers }, agent: by });
    request.setTimeout(answerLimitMs, () => request.destroy(new Error(`no answer within ${answerLimitMs / 1_000} s`)));
    request.once("error", reject);
    request.once("response", (response) => {
      void buffer(response).then(
        (bytes) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes,
            ms: performance.now() - started,
          }),
        reject,
      );
    });
    request.end(body);
  });
}

/** Bytes that no HTTP client would send; resolves with all that comes back until the server hangs up. */
export function sendBytes(bytes: Buffer | string): Promise<string> {
  const { hostname, port } = new URL(told("URL"));
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setTimeout(answerLimitMs, () => socket.destroy(new Error("the connection stays open")));
    socket.once("error", reject);
    socket.write(bytes);
    void buffer(socket).then((answer) => resolve(answer.toString("latin1")), reject);
  });
}
