/**
 * Looks at every page and open dialog in a real browser: pictures at two sizes, light and dark, and axe-core on each of them.
 * `vite build services/web && node services/web/dev/look.ts [folder]`
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, type Page } from "playwright-core";
import { violationsOf } from "./axe.ts";
import { launch } from "./browser.ts";
import { type Fake, startFake } from "./fake-api.ts";
import { scenes } from "./scenes.ts";

const folder = process.argv[2] ?? join(import.meta.dirname, "..", "..", "..", "build", "look");

const sizes = [
  { name: "ponsel", viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 },
  { name: "meja", viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
] as const;
const schemes = ["light", "dark"] as const;

interface Finding {
  readonly where: string;
  readonly what: string;
}
const findings: Finding[] = [];

async function runAxe(page: Page, where: string): Promise<void> {
  for (const what of await violationsOf(page)) findings.push({ where, what });
}

/** Nothing may stick out to the right, and controls are at least 44 px high or wide enough around. */
async function measure(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) findings.push({ where, what: `${String(wide)} px too wide` });
  const small = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>("button, .btn, .in, summary, .nav a, .opt, .seg label"),
    ];
    return controls
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(({ control, box }) => `${control.outerHTML.slice(0, 80)} ${String(box.width)}×${String(box.height)}`);
  });
  for (const what of small) findings.push({ where, what: `too small: ${what}` });
}

/** Makes the window as high as the page, so that what is fixed at the bottom stands there in the picture too. */
async function growToContent(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize() ?? { width: 360 };
  await page.setViewportSize({ width, height: Math.max(height, 780) });
  await page.waitForTimeout(100);
}

async function openContext(browser: Browser, fake: Fake, place: (typeof sizes)[number], scheme: "light" | "dark") {
  const context = await browser.newContext({
    viewport: place.viewport,
    deviceScaleFactor: place.deviceScaleFactor,
    colorScheme: scheme,
    locale: "id-ID",
    baseURL: fake.url,
  });
  context.on("weberror", (error) =>
    findings.push({ where: "page error", what: error.error().stack ?? error.error().message }),
  );
  return context;
}

/** Messages that the browser itself writes about the failures that the scenes make on purpose. */
const expected = /Failed to load resource/;

async function lookAt(context: BrowserContext, fake: Fake, name: string, suffix: string): Promise<void> {
  const scene = scenes.find((candidate) => candidate.name === name);
  if (!scene) return;
  const where = `${name}-${suffix}`;
  const page = await context.newPage();
  page.setDefaultTimeout(6_000);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !expected.test(message.text())) {
      findings.push({ where, what: `console: ${message.text()}` });
    }
  });
  Object.assign(fake.trouble, { record: "ok", read: "ok", decide: "ok", upload: "ok", expired: "no" });
  try {
    await scene.show(page, fake);
    await page.waitForTimeout(350);
    if (scene.isWhole === true) await growToContent(page);
    await page.screenshot({ path: join(folder, `${where}.png`) });
    await measure(page, where);
    await runAxe(page, where);
  } catch (thrown) {
    findings.push({ where, what: thrown instanceof Error ? thrown.message : String(thrown) });
    await page.screenshot({ path: join(folder, `${where}-broken.png`) });
  }
  await page.close();
}

/** What a first visit may carry, compressed: 60 kB on a slow line are two seconds. */
const firstLoadLimit = 60_000;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** As the gateway compresses for each browser of today. */
const asServed = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** What a first visit carries. */
async function weigh(browser: Browser, fake: Fake, path: string): Promise<void> {
  const context = await browser.newContext({ baseURL: fake.url });
  const page = await context.newPage();
  let plain = 0;
  let gzip = 0;
  let brotli = 0;
  const bodies: Promise<void>[] = [];
  page.on("response", (response) => {
    // A stream of events has no end to weigh.
    if (response.request().resourceType() === "eventsource") return;
    const add = (body: Buffer) => {
      plain += body.length;
      gzip += gzipSync(body).length;
      brotli += brotliCompressSync(body, asServed).length;
    };
    // What is still under way when the page closes is no part of its first load.
    bodies.push(response.body().then(add, () => undefined));
  });
  if (path !== "/masuk") {
    const person = fake.people[path === "/tim" ? 1 : 0]?.me.personId ?? "";
    await context.addCookies([{ name: "person", value: person, url: fake.url }]);
  }
  await page.goto(path);
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle");
  await Promise.all(bodies);
  console.log(`first load of ${path}: ${kilobytes(plain)} plain, ${kilobytes(gzip)} gzip, ${kilobytes(brotli)} brotli`);
  if (brotli > firstLoadLimit) findings.push({ where: path, what: `first load of ${kilobytes(brotli)} compressed` });
  await context.close();
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  const only = process.argv.slice(3);
  const names = scenes.map((scene) => scene.name).filter((name) => only.length === 0 || only.includes(name));
  let pictures = 0;
  for (const place of sizes) {
    for (const scheme of schemes) {
      for (const name of names) {
        const fake = await startFake();
        const context = await openContext(browser, fake, place, scheme);
        await lookAt(context, fake, name, scheme === "light" ? place.name : `${place.name}-gelap`);
        await context.close();
        fake.close();
        pictures += 1;
      }
    }
  }
  const fake = await startFake();
  for (const path of ["/masuk", "/", "/tim"]) await weigh(browser, fake, path);
  fake.close();
  await browser.close();
  for (const { where, what } of findings) console.log(`✗ ${where}: ${what}`);
  console.log(`${String(pictures)} pictures in ${folder}, ${String(findings.length)} findings`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}

await main();
