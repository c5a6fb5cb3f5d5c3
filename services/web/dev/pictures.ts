/**
 * Takes the documents' pictures from a platform with a played month, and looks at each with axe-core.
 * `npm start -- --people-count 90 --port 8200`, then `node services/web/dev/pictures.ts http://127.0.0.1:8200 [folder] [people count]`;
 * `double` instead of the address takes those that need no platform.
 */
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Page } from "playwright-core";
import { demoPassword, firstOfficers } from "../../../scripts/demo/constants.ts";
import { violationsOf } from "./axe.ts";
import { launch } from "./browser.ts";
import { startFake } from "./fake-api.ts";
import { type Cast, castOf, officerOf, provinceOf, type Role, signInTo } from "./pictures/cast.ts";
import {
  declareDay,
  dryRun,
  fillMonth,
  openYear,
  proposeAccounts,
  reviseSkp,
  submitSkp,
} from "./pictures/new-month.ts";
import { withPalette } from "./pictures/palette.ts";
import { doubleShots, shotsOf, type Shot } from "./pictures/shots.ts";
import { scenes } from "./scenes.ts";

const [url = "http://127.0.0.1:8080", folder, peopleCount = "90"] = process.argv.slice(2);
const target = folder ?? join(import.meta.dirname, "..", "..", "..", "docs", "images");

const sizes = [
  { name: "ponsel", viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 },
  { name: "meja", viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
] as const;

type Size = (typeof sizes)[number];

const scheme = { colorScheme: "light", reducedMotion: "reduce" } as const;

const findings: string[] = [];

async function enter(page: Page, nip: string): Promise<void> {
  await page.goto("/masuk");
  await page.getByLabel("NIP", { exact: true }).fill(nip);
  await page.getByLabel("Kata sandi", { exact: true }).fill(demoPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => address.pathname !== "/masuk");
  await page.locator("h1").waitFor();
}

async function finish(page: Page, where: string): Promise<void> {
  await page.waitForTimeout(400);
  writeFileSync(join(target, `${where}.png`), withPalette(await page.screenshot()));
  for (const what of await violationsOf(page)) findings.push(`${where}: ${what}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) findings.push(`${where}: ${String(wide)} px too wide`);
}

async function take(page: Page, { name, path, show, height }: Shot, size: Size): Promise<void> {
  const where = `${name}-${size.name}`;
  try {
    await page.setViewportSize({ ...size.viewport, height: height?.[size.name] ?? size.viewport.height });
    await page.goto(path);
    await page.locator("h1").waitFor();
    await page.waitForLoadState("networkidle");
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await show?.(page);
    await finish(page, where);
  } catch (thrown) {
    findings.push(`${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/** All pictures of one person at one size, in one session. */
async function takeAs(browser: Browser, cast: Cast, role: Role | undefined, shots: readonly Shot[], size: Size) {
  const { viewport, deviceScaleFactor } = size;
  const context = await browser.newContext({ baseURL: url, viewport, deviceScaleFactor, locale: "id-ID", ...scheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => findings.push(`${String(role)}-${size.name}: ${error.message}`));
  const isOffice = role === "officer" || role === "maker" || role === "checker" || role === "approver";
  if (isOffice) await page.addInitScript(() => localStorage.setItem("kinerja.settings", '{"desk":"office"}'));
  if (role !== undefined) await enter(page, cast[role].nip);
  for (const shot of shots) await take(page, shot, size);
  await context.close();
}

const isOf = ({ sizes: wanted }: Pick<Shot, "sizes">, { name }: Size): boolean => wanted?.includes(name) ?? true;

/** Pictures of states that the double has and a month that went well has not. */
async function takeDoubles(browser: Browser, size: Size): Promise<void> {
  for (const { name, scene } of doubleShots.filter((shot) => isOf(shot, size))) {
    const where = `${name}-${size.name}`;
    const found = scenes.find((one) => one.name === scene);
    const fake = await startFake();
    const { viewport, deviceScaleFactor } = size;
    const context = await browser.newContext({
      baseURL: fake.url,
      viewport,
      deviceScaleFactor,
      locale: "id-ID",
      ...scheme,
    });
    const page = await context.newPage();
    try {
      if (found === undefined) throw new Error(`there is no scene ${scene}`);
      await found.show(page, fake);
      await finish(page, where);
    } catch (thrown) {
      findings.push(`${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
    await context.close();
    fake.close();
  }
}

async function nowAt(): Promise<number> {
  const { headers } = await fetch(new URL("/v1/auth/keys", url));
  return Date.parse(headers.get("date") ?? "");
}

/** What its people do in the new month before the pictures are taken. */
async function playOn() {
  const province = provinceOf(Number(peopleCount));
  const cast = castOf(province);
  const nowMs = await nowAt();
  const employee = await signInTo(url, cast.employee);
  const colleague = await signInTo(url, cast.colleague);
  await fillMonth(employee, colleague, nowMs);
  const officer = await signInTo(url, cast.officer);
  await openYear(officer, employee);
  const importId = await dryRun(officer, province, nowMs);
  await reviseSkp(colleague, nowMs);
  await submitSkp(await signInTo(url, cast.applicant), nowMs);
  await declareDay(officer);
  const [first, second] = [await officerOf(url, firstOfficers.maker), await officerOf(url, firstOfficers.checker)];
  await proposeAccounts(first, second, officer, [await signInTo(url, cast.superior), employee, colleague]);
  return { cast, shots: shotsOf({ employeeId: employee.personId, importId }) };
}

async function main(): Promise<void> {
  mkdirSync(target, { recursive: true });
  const { cast, shots } = url === "double" ? { cast: undefined, shots: [] } : await playOn();
  const browser = await launch();
  for (const size of sizes) {
    const ofSize = shots.filter((shot) => isOf(shot, size));
    for (const role of new Set(ofSize.map(({ as }) => as))) {
      const some = ofSize.filter(({ as }) => as === role);
      if (cast) await takeAs(browser, cast, role, some, size);
    }
    await takeDoubles(browser, size);
  }
  await browser.close();
  const files = [...shots, ...doubleShots].flatMap((shot) =>
    sizes.filter((size) => isOf(shot, size)).map(({ name }) => join(target, `${shot.name}-${name}.png`)),
  );
  const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  for (const finding of findings) console.log(`✗ ${finding}`);
  console.log(
    `${String(files.length)} pictures of ${(bytes / 1e6).toFixed(1)} MB, ${String(findings.length)} findings`,
  );
  process.exitCode = findings.length > 0 ? 1 : 0;
}

await main();
