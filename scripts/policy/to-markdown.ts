import { type Item } from "@kinerja/allowance/policy-words";
import { type Block, type Page } from "./page.ts";

/** Signs that Markdown or HTML would obey. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|#]/g, String.raw`\$&`).replaceAll("\n", " ");

const cited = ({ text, cite }: { readonly text: string; readonly cite?: string }): string =>
  escaped(text) + (cite === undefined ? "" : ` \\[${escaped(cite)}\\]`);

function list(items: readonly Item[], ordered: boolean, indent: string): string[] {
  return items.flatMap((item, index) => {
    const mark = ordered ? `${index + 1}.` : "-";
    const within = list(item.more ?? [], false, indent + " ".repeat(mark.length + 1));
    return [`${indent}${mark} ${cited(item)}`, ...within];
  });
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function table({ caption, head, rows, numbers }: Extract<Block, { kind: "table" }>): string {
  const line = head.map((_, index) => (numbers.includes(index) ? "--:" : "---"));
  const body = [row(head.map(escaped)), row(line), ...rows.map((cells) => row(cells.map(escaped)))];
  return [...(caption === "" ? [] : [`**${escaped(caption)}**`, ""]), ...body].join("\n");
}

function block(one: Block): string {
  if (one.kind === "heading") return `${"#".repeat(one.level)} ${escaped(one.text)}`;
  if (one.kind === "text") return cited(one);
  if (one.kind === "list") return list(one.items, one.ordered, "").join("\n");
  if (one.kind === "table") return table(one);
  return `> **${escaped(one.title)}** ${escaped(one.text)}`;
}

export const toMarkdown = ({ title, blocks }: Page): string =>
  `${[`# ${escaped(title)}`, ...blocks.map(block)].join("\n\n")}\n`;
