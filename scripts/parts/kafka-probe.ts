import { connect } from "node:net";

/** A Metadata request, version 4: no topics, none to be created. */
function metadataRequest(): Buffer {
  const clientId = "launcher";
  const body = Buffer.alloc(4 + 2 + 2 + 4 + 2 + clientId.length + 4 + 1);
  body.writeInt32BE(body.length - 4, 0);
  body.writeInt16BE(3, 4);
  body.writeInt16BE(4, 6);
  body.writeInt32BE(1, 8);
  body.writeInt16BE(clientId.length, 12);
  body.write(clientId, 14);
  return body; // zero topics, auto-creation off: the rest stays zero
}

/** Length, correlation id and throttle time, then the brokers: id, host, port, rack. */
function brokersIn(answer: Buffer): number[] {
  const ids: number[] = [];
  let at = 16;
  for (let left = answer.readInt32BE(12); left > 0; left--) {
    ids.push(answer.readInt32BE(at));
    at += 4;
    at += 2 + answer.readInt16BE(at) + 4;
    at += 2 + Math.max(0, answer.readInt16BE(at));
  }
  return ids;
}

/** The unfenced brokers that the one at this address knows of; none while it does not serve. */
export function aliveBrokers(host: string, port: number, limitMs = 1_000): Promise<number[]> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: limitMs });
    let answer = Buffer.alloc(0);
    const end = (ids: number[]): void => {
      socket.destroy();
      resolve(ids);
    };
    socket.once("connect", () => socket.write(metadataRequest()));
    socket.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= 16 && answer.length >= 4 + answer.readInt32BE(0)) end(brokersIn(answer));
    });
    socket.once("timeout", () => end([]));
    socket.once("error", () => end([]));
    socket.once("close", () => end([]));
  });
}
