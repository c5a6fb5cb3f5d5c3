/** The browser of the scripts in this folder. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** The font that comes with the browser stands in for the system's, so that pictures are the same on every machine. */
function fontSettings(): string {
  const family = (alias: string) =>
    `<alias binding="same"><family>${alias}</family><prefer><family>Open Sans</family></prefer></alias>`;
  const own = mkdtempSync(join(tmpdir(), "kinerja-look-"));
  const file = join(own, "fonts.conf");
  const aliases = ["system-ui", "sans-serif", "Segoe UI", "Roboto"].map(family).join("");
  const folders = `<dir>${join(tmpdir(), "fonts")}</dir><dir>/usr/share/fonts</dir><cachedir>${own}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders}${aliases}</fontconfig>`);
  return file;
}

export async function launch(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    env: { ...process.env, FONTCONFIG_FILE: fontSettings(), LANGUAGE: "id" },
    // Not chromium.args: they run everything in one process, which does not survive many contexts.
    args: ["--no-sandbox", "--font-render-hinting=none", "--disable-gpu", "--lang=id"],
  });
}
