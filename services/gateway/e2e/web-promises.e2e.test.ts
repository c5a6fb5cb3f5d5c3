import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, type Page } from "playwright-core";

import { barriers, desk, openBrowser, phone, visit } from "./visit.ts";
import { ask, signIn, told } from "./world.ts";

const limitMs = 60_000;
const firstLoadLimitBytes = 150_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, limitMs);
afterAll(() => browser.close());

type Viewport = typeof phone | typeof desk;

async function open(viewport: Viewport, locale = "id-ID"): Promise<Page> {
  const context = await browser.newContext({ baseURL: told("URL"), viewport, locale, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Bytes as they come over the wire, compressed, with headers; of every request until nothing more is asked for. */
async function firstLoadBytes(page: Page, path: string): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    const size = request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize); // prettier-ignore
    sizes.push(size);
  });
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  const bytes = await Promise.all(sizes);
  expect(bytes.length).toBeGreaterThan(3);
  return bytes.reduce((sum, one) => sum + one, 0);
}

/** Counts from the first moment of each document; what follows within half a second of a touch is no surprise, and not counted. */
const watchShifts = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) globalThis.shifts.push(value + " " + sources.map(({ node }) => node?.outerHTML?.slice(0, 120)).join(" "));
  }).observe({ type: "layout-shift", buffered: true });
`;
const shiftsOf = async (page: Page): Promise<string[]> => {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(600);
  return page.evaluate<string[]>("globalThis.shifts");
};

describe.each([
  ["phone", phone],
  ["desk", desk],
] as const)("on a %s", (_, viewport) => {
  it.each([
    ["who is signed in", true],
    ["a stranger", false],
  ])("the first load of / is under 150 kB for %s", async (__, isSignedIn) => {
    const page = isSignedIn ? await visit(browser, told("COLLEAGUE"), "/", viewport) : await open(viewport);
    // Nothing is in the cache of a new context; cookies come along.
    const cookies = await page.context().cookies();
    const fresh = await open(viewport);
    await fresh.context().addCookies(cookies);
    expect(await firstLoadBytes(fresh, "/")).toBeLessThan(firstLoadLimitBytes);
    await Promise.all([page.context().close(), fresh.context().close()]);
  }, limitMs); // prettier-ignore

  it(
    "nothing moves while sign-in and Today are loading",
    async () => {
      const page = await open(viewport);
      await page.addInitScript(watchShifts);
      await page.goto("/masuk");
      await page.getByLabel("NIP", { exact: true }).waitFor();
      expect(await shiftsOf(page)).toEqual([]);
      await page.getByLabel("NIP", { exact: true }).fill(told("COLLEAGUE"));
      await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
      expect(await shiftsOf(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "the watch for shifts is not blind",
    async () => {
      const page = await open(viewport);
      await page.addInitScript(watchShifts);
      await page.goto("/masuk");
      await page.getByLabel("NIP", { exact: true }).waitFor();
      await shiftsOf(page);
      await page.evaluate(
        `document.body.prepend(Object.assign(document.createElement("p"), { textContent: "late", style: "height: 200px" }))`,
      );
      expect(await shiftsOf(page)).not.toEqual([]);
      await page.context().close();
    },
    limitMs,
  );
});

/** How many entries wait in the browser's own store. */
const waiting = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const opening = indexedDB.open("kinerja");
    opening.onsuccess = () => {
      const counting = opening.result.transaction("outbox").objectStore("outbox").count();
      counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
    };
  })`);

it(
  "an entry that was written without signal waits in IndexedDB, and is stored once with a receipt when there is one",
  async () => {
    const description = "Kunjungan tanpa jaringan";
    const page = await visit(browser, told("COLLEAGUE"), "/", phone);
    await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Kegiatan").fill(description);
    await dialog.getByLabel("Mulai").fill("06:10");
    await dialog.getByLabel("Selesai").fill("06:40");
    await dialog.getByRole("button", { name: "Simpan catatan" }).click();
    await page.locator("li.item.waiting", { hasText: description }).getByText("Menunggu sinyal").waitFor();
    expect(await waiting(page)).toBe(1);

    // The page itself is not kept for offline use, so the tab is opened again once there is signal: the entry outlives it.
    const again = await page.context().newPage();
    await page.close();
    await page.context().setOffline(false);
    await again.goto("/");
    await again.locator("li.item.stored", { hasText: description }).getByText("resi").waitFor();
    for (let turn = 0; turn < 100 && (await waiting(again)) > 0; turn++) await again.waitForTimeout(100);
    expect(await waiting(again)).toBe(0);

    const { accessToken: token } = await signIn("COLLEAGUE");
    type Listed = { entries: { entry: { description: string } }[] };
    const { body } = await ask<Listed>("/v1/entries?fromDate=2026-10-01&toDate=2026-10-31", { token });
    expect(body.entries.filter(({ entry }) => entry.description === description)).toHaveLength(1);
    await again.context().close();
  },
  limitMs,
);

describe("no barriers", () => {
  it(
    "on the page where an account is activated",
    async () => {
      const page = await open(phone);
      await page.goto("/aktivasi");
      await page.getByRole("button", { name: "Buat kata sandi" }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "in English",
    async () => {
      const page = await visit(browser, told("COLLEAGUE"), "/", phone);
      await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
      await page.getByRole("button", { name: "Akun" }).click();
      await page.getByRole("dialog").getByLabel("English").check();
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Recorded today" }).waitFor();
      expect(await page.evaluate("document.documentElement.lang")).toBe("en");
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );
});
