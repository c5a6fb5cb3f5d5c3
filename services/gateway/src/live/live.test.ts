import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { type Front, openFront } from "../testing/front.ts";
import { createHub, type LiveEvent } from "./hub.ts";

let front: Front;
beforeAll(async () => {
  front = await openFront();
});
afterAll(() => front.stop());
beforeEach(() => {
  front.replies = { ListSubordinates: () => ({ subordinates: [{ person: { personId: "budi" } }] }) };
  front.allow();
});

/** An open page: what it was told, until it leaves. By a connection of its own, as a browser holds it. */
async function openPage(headers: Record<string, string> = { authorization: "Bearer siti.access" }, at = front) {
  const request = get(at.url("/v1/live"), { agent: false, headers });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  response.setEncoding("utf8").on("data", (part: string) => (text += part));
  response.on("error", () => undefined); // it left
  const until = async (part: string): Promise<string> => {
    for (let turn = 0; turn < 500 && !text.includes(part); turn++) await sleep(10);
    return text;
  };
  const ended = new Promise<void>((resolve) => response.once("close", resolve));
  return { status: response.statusCode, headers: response.headers, until, leave: () => request.destroy(), ended };
}

describe("an open page", () => {
  it("is told of the person and of who reports to the person, and of nobody else", async () => {
    front.hub().setHearing(true);
    const page = await openPage();
    expect(page.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(page.headers["content-encoding"]).toBeUndefined();
    await page.until("event: hearing");
    front.hub().people(["joko"]);
    front.hub().people(["siti", "budi", "siti"]);
    const text = await page.until("event: changed");
    expect(text).toContain('event: changed\ndata: {"personIds":["siti","budi"]}\n\n');
    expect(text).not.toContain("joko");
    front.hub().setHearing(false);
    expect(await page.until("event: deaf")).toContain("event: deaf");
    page.leave();
  });

  it("asks identity as the person whose page it is", async () => {
    front.seen.length = 0;
    const page = await openPage();
    await page.until("event: ");
    expect(front.seen).toMatchObject([{ metadata: { authorization: "Bearer siti.access" } }]);
    page.leave();
  });

  it.each<[string, Record<string, string>, number]>([
    ["without a token", {}, 401],
    ["with a token that expired", { authorization: "Bearer expired.access" }, 401],
    ["with a diary token", { authorization: "Bearer siti.diary" }, 403],
    ["while nobody knows which sessions ended", { authorization: "Bearer stale.access" }, 503],
  ])("is not opened %s", async (_, headers, status) => {
    const page = await openPage(headers);
    page.leave();
    expect(page.status).toBe(status);
  });

  it("is one of a few of the same person", async () => {
    const pages = await Promise.all(Array.from({ length: 6 }, () => openPage({ authorization: "Bearer ani.access" })));
    const more = await openPage({ authorization: "Bearer ani.access" });
    expect([more.status, more.headers["retry-after"]]).toEqual([503, "60"]);
    for (const page of [...pages, more]) page.leave();
  });

  it("ends when the gateway does", async () => {
    const stopping = await openFront();
    const page = await openPage({ authorization: "Bearer siti.access" }, stopping);
    await page.until("event: ");
    await stopping.stop();
    await page.ended;
  });
});

describe("the hub", () => {
  it("gathers what changes together, forgets who leaves, and says whether anything is heard", async () => {
    const own = createHub(5);
    const [one, other]: [LiveEvent[], LiveEvent[]] = [[], []];
    const watcher = own.join({ send: (event) => one.push(event), end: () => undefined });
    const leaving = own.join({ send: (event) => other.push(event), end: () => undefined });
    watcher.watch(["a", "b"]);
    leaving.watch(["a"]);
    own.people(["a"]);
    leaving.leave();
    own.people(["b", "a", "c"]);
    own.setHearing(true);
    await sleep(30);
    watcher.watch(["c"]);
    own.people(["a", "c"]);
    await sleep(30);
    expect(one).toEqual([
      { kind: "deaf" },
      { kind: "hearing" },
      { kind: "changed", personIds: ["a", "b"] },
      { kind: "changed", personIds: ["c"] },
    ]);
    expect(other).toEqual([{ kind: "deaf" }]);
    expect(own.size()).toBe(1);
  });
});
