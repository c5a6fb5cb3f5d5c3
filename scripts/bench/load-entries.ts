/** Sends entries as phones do, each request new ones of one person, over kept connections; measures how long each answer takes. */
import { connect } from "node:net";
import { percentile } from "../figures.ts";
import { entryJson } from "./entry.ts";
import { type EntriesLoad, type EntriesResult } from "./load.ts";
import { serveParent } from "./servers/answer.ts";

const endOfHead = "\r\n\r\n";

type Person = EntriesLoad["people"][number];

function requestOf({ token, employmentId }: Person, size: number): Buffer {
  const now = Date.now();
  const body = JSON.stringify({ entries: Array.from({ length: size }, () => entryJson(now, employmentId)) });
  const head = [
    "POST /v1/entries:record HTTP/1.1",
    "host: 127.0.0.1",
    "accept: application/json",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `authorization: Bearer ${token}`,
  ];
  return Buffer.from(`${head.join("\r\n")}${endOfHead}${body}`);
}

interface Counted {
  readonly next: () => boolean;
  readonly onAnswer: (isOk: boolean, ms: number) => void;
}

function drive(port: number, make: () => Buffer, { next, onAnswer }: Counted): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let [text, sentAt] = ["", 0];
    const send = (): void => {
      if (!next()) {
        socket.destroy();
        resolve();
        return;
      }
      const request = make();
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding("latin1").on("error", reject).on("connect", send);
    socket.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf(endOfHead);
      const length = Number(/content-length: (\d+)/i.exec(text.slice(0, Math.max(end, 0)))?.[1] ?? 0);
      if (end < 0 || text.length < end + endOfHead.length + length) return;
      onAnswer(text.startsWith("HTTP/1.1 200") && !text.includes('"refusal"'), performance.now() - sentAt);
      text = "";
      send();
    });
  });
}

async function load({ port, people, connections, requests, entriesEach }: EntriesLoad): Promise<EntriesResult> {
  let [sent, failures] = [0, 0];
  const took: number[] = [];
  const started = performance.now();
  const counted: Counted = {
    next: () => sent++ < requests,
    onAnswer: (isOk, ms) => {
      took.push(ms);
      if (!isOk) failures++;
    },
  };
  await Promise.all(
    Array.from({ length: connections }, (_, index) => {
      const person = people[index % people.length];
      if (person === undefined) throw new Error("nobody sends");
      return drive(port, () => requestOf(person, entriesEach), counted);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { requests, failures, seconds, p50Ms: percentile(took, 0.5) ?? 0, p99Ms: percentile(took, 0.99) ?? 0 };
}

serveParent(0, load);
