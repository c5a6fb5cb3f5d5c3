import { beforeAll, describe, expect, it } from "@jest/globals";

import { ask, type Me, meOf, newId, platformNow, signIn, told, type Tokens, until } from "./world.ts";

type Result = {
  readonly id: string;
  readonly receipt?: { readonly bodySha256: string; readonly position: string };
  readonly refusal?: { readonly code: string; readonly pointer: string };
};
type Listed = {
  readonly entries: readonly { readonly entry: { readonly id: string; readonly description: string }; readonly bodySha256: string; readonly state: string }[];
  readonly pending: boolean;
}; // prettier-ignore
type Problem = {
  readonly type: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
};

let tokens: Tokens;
let me: Me;
let nowMs: number;

beforeAll(async () => {
  tokens = await signIn("EMPLOYEE");
  me = await meOf(tokens.accessToken);
  nowMs = await platformNow();
});

const entry = (change: Record<string, unknown> = {}) => ({
  id: newId(nowMs),
  version: 1,
  employmentId: me.employments[0]!.employmentId,
  workDate: "2026-10-07",
  kind: "ADDITIONAL",
  description: "Menyiapkan ruang rapat",
  startsAt: "07:30",
  endsAt: "08:15",
  ...change,
});
const record = (entries: unknown, token = tokens.diaryToken, base = "") =>
  ask<{ results: Result[] } & Problem>(`${base}/v1/entries:record`, { body: { entries }, token });
const listed = (after: string, token = tokens.accessToken) =>
  ask<Listed>(`/v1/entries?fromDate=2026-10-01&toDate=2026-10-31&after=${after}`, { token });

describe.each([
  ["through the gateway", () => ""],
  ["straight to ingest", () => told("INGEST_URL")],
])("an entry %s", (_, base) => {
  it("is acknowledged with the hash that is stored, and read back at once", async () => {
    const sent = entry();
    const { status, body } = await record([sent], tokens.diaryToken, base());
    expect(status).toBe(200);
    const { receipt } = body.results[0]!;
    const read = await listed(receipt!.position);
    expect(read.body.pending).toBe(false);
    expect(read.body.entries.find((stored) => stored.entry.id === sent.id)).toMatchObject({
      bodySha256: receipt!.bodySha256,
      state: "OPEN",
    });
  });

  it("may be sent again for ever and is stored once", async () => {
    const sent = entry();
    const answers = [await record([sent], undefined, base()), await record([sent, sent], undefined, base())];
    const hashes = answers.flatMap(({ body }) => body.results.map(({ receipt }) => receipt?.bodySha256));
    expect(new Set(hashes).size).toBe(1);
    const read = await listed(answers[1]!.body.results[1]!.receipt!.position);
    expect(read.body.entries.filter((stored) => stored.entry.id === sent.id)).toHaveLength(1);
  });

  it("is answered on its own beside one that is refused", async () => {
    const { body } = await record([entry(), entry({ workDate: "2026-12-31" })], undefined, base());
    expect(body.results.map(({ receipt, refusal }) => [receipt !== undefined, refusal?.code])).toEqual([
      [true, undefined],
      [false, "WORK_DATE_IN_FUTURE"],
    ]);
  });

  it("with an impossible shape is refused whole, with every fault named", async () => {
    const { status, body } = await record(
      [entry({ minutse: 5, kind: "PLAY", workDate: "2026-02-30", version: "1" })],
      undefined,
      base(),
    );
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }) => pointer).sort()).toEqual([
      "/entries/0/kind",
      "/entries/0/minutse",
      "/entries/0/version",
      "/entries/0/workDate",
    ]);
  });
});

describe("a superior", () => {
  it("sees the week, approves what was seen, and what changed meanwhile stays open", async () => {
    const colleague = await signIn("COLLEAGUE");
    const mine = (await meOf(colleague.accessToken)).employments[0]!.employmentId;
    const [kept, changed] = [
      entry({ employmentId: mine }),
      entry({ employmentId: mine, startsAt: "09:00", endsAt: "10:00" }),
    ];
    await record([kept, changed], colleague.diaryToken);
    const edit = { ...changed, version: 2, description: "Menyiapkan dua ruang rapat" };
    const { body } = await record([edit], colleague.diaryToken);
    await listed(body.results[0]!.receipt!.position, colleague.accessToken);

    const { accessToken: token } = await signIn("SUPERIOR");
    const { personId } = await meOf(colleague.accessToken);
    const inbox = await ask<{ members: { personId: string }[] }>("/v1/team/inbox?weekStart=2026-10-05", { token });
    expect(inbox.body.members.map((member) => member.personId)).toContain(personId);
    const seen = [
      { entryId: kept.id, version: 1 },
      { entryId: changed.id, version: 1 },
    ];
    const approved = await ask(`/v1/people/${personId}/entries:approve`, { body: { seen }, token });
    expect(approved.body).toEqual({ approved: 1, changedEntryIds: [changed.id] });
  });

  it("of somebody else may not approve, and learns nothing of another agency", async () => {
    const { accessToken: token } = await signIn("SUPERIOR");
    const seen = [{ entryId: newId(nowMs), version: 1 }];
    const foreign = await ask<Problem>(`/v1/people/${told("STRANGER_ID")}/entries:approve`, { body: { seen }, token });
    const nobody = await ask<Problem>(`/v1/people/${crypto.randomUUID()}/entries:approve`, { body: { seen }, token });
    expect([foreign.status, nobody.status]).toEqual([404, 404]);
    expect(foreign.body.type).toBe(nobody.body.type);
  });
});

/** Events of an open page, as the gateway sends them. */
async function openPage(token: string) {
  const gone = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await fetch(`${told("URL")}/v1/live`, { headers, signal: gone.signal });
  let text = "";
  const decoder = new TextDecoder();
  const read = async (): Promise<void> => {
    for await (const bytes of body ?? []) text += decoder.decode(bytes as Uint8Array, { stream: true });
  };
  void read().catch(() => undefined);
  const hears = (part: string) => until(part, () => Promise.resolve(text.includes(part) ? true : undefined));
  await hears("event: hearing");
  return { hears, leave: () => gone.abort() };
}

describe("an open page", () => {
  it("of the author and of the superior hears of an entry and of what is decided on it, without asking", async () => {
    const [colleague, superior] = [await signIn("COLLEAGUE"), await signIn("SUPERIOR")];
    const { personId, employments } = await meOf(colleague.accessToken);
    const pages = [await openPage(colleague.accessToken), await openPage(superior.accessToken)];
    const sent = entry({ employmentId: employments[0]!.employmentId, startsAt: "15:00", endsAt: "15:30" });
    await record([sent], colleague.diaryToken);
    for (const page of pages) await page.hears(`"personIds":["${personId}"]`);
    const author = await openPage(colleague.accessToken);
    const seen = [{ entryId: sent.id, version: 1 }];
    await ask(`/v1/people/${personId}/entries:approve`, { body: { seen }, token: superior.accessToken });
    await author.hears(personId);
    for (const page of [...pages, author]) page.leave();
  });
});

describe("bad callers", () => {
  it.each([
    ["no token", undefined, 401],
    ["a forged token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", 401],
    ["a token of another make", "abc", 401],
  ])("with %s are refused", async (_, token, status) => {
    const answer = await ask("/v1/me", token === undefined ? {} : { token });
    expect(answer.status).toBe(status);
  });

  it("cannot read with a diary token", async () => {
    const { status } = await ask("/v1/me", { token: tokens.diaryToken });
    expect(status).toBe(403);
  });

  it.each([
    ["broken JSON", '{"entries":[', 400],
    ["a list", "[]", 400],
    ["NUL", '{"entries":[{"id":"\\u0000"}]}', 400],
    ["nothing", "", 400],
    ["5 MB", JSON.stringify({ entries: [{ description: "x".repeat(5_000_000) }] }), 413],
  ])("with %s as a body get a clear answer below 500", async (_, raw, status) => {
    const answer = await ask("/v1/entries:record", { raw, token: tokens.diaryToken, method: "POST" });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  it("find a page for each problem, and the contract", async () => {
    const { body } = await ask<Problem>("/v1/me", { token: "abc" });
    const page = await ask<string>(new URL(body.type, told("URL")).pathname, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    expect((await ask<string>("/openapi.yaml")).body).toMatch(/openapi: "?3\.1/);
  });
});
