import { type Item } from "@kinerja/allowance/policy-words";
import { type Block, type Page } from "./page.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");

const style = `
:root { color-scheme: light; }
body { font: 16px/1.5 "Source Serif 4", Georgia, serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
body { color: #1a1a1a; background: #fff; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin-top: 2rem; border-bottom: 1px solid #999; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { text-align: left; font-weight: bold; padding-bottom: .25rem; }
th, td { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; vertical-align: top; }
th { background: #f0f0f0; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.cite { color: #555; font-size: .85em; }
li { margin: .3rem 0; }
blockquote { margin: .5rem 0 .5rem 1rem; padding-left: .75rem; border-left: 3px solid #999; }
@page { margin: 2cm; }
@media print {
  body { max-width: none; margin: 0; font-size: 11pt; }
  h2, h3, caption { break-after: avoid; }
  tr, li, blockquote { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;

const cited = ({ text, cite }: { readonly text: string; readonly cite?: string }): string =>
  escaped(text) + (cite === undefined ? "" : ` <span class="cite">[${escaped(cite)}]</span>`);

function list(items: readonly Item[], ordered: boolean): string {
  const tag = ordered ? "ol" : "ul";
  const inner = items.map((item) => `<li>${cited(item)}${item.more ? list(item.more, false) : ""}</li>`);
  return `<${tag}>\n${inner.join("\n")}\n</${tag}>`;
}

function table({ caption, head, rows, numbers }: Extract<Block, { kind: "table" }>): string {
  const cell = (tag: "th" | "td") => (text: string, index: number) =>
    `<${tag}${numbers.includes(index) ? ' class="n"' : ""}>${escaped(text)}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map(cell("td")).join("")}</tr>`);
  const title = caption === "" ? "" : `<caption>${escaped(caption)}</caption>`;
  const first = `<thead><tr>${head.map(cell("th")).join("")}</tr></thead>`;
  return `<table>${title}${first}<tbody>\n${body.join("\n")}\n</tbody></table>`;
}

function block(one: Block): string {
  if (one.kind === "heading") return `<h${one.level}>${escaped(one.text)}</h${one.level}>`;
  if (one.kind === "text") return `<p>${cited(one)}</p>`;
  if (one.kind === "list") return list(one.items, one.ordered);
  if (one.kind === "table") return table(one);
  return `<blockquote><strong>${escaped(one.title)}</strong><br>${escaped(one.text)}</blockquote>`;
}

/** One file that needs no other and can be printed. */
export function toHtml({ title, blocks }: Page): string {
  const meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">';
  const head = `<head>${meta}<title>${escaped(title)}</title><style>${style}</style></head>`;
  const body = `<h1>${escaped(title)}</h1>\n${blocks.map(block).join("\n")}`;
  return `<!doctype html>\n<html lang="id">${head}\n<body>\n${body}\n</body></html>\n`;
}
