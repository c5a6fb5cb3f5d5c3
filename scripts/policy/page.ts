import { type Item } from "@kinerja/allowance/policy-words";

/** A page as its parts: written once, then as HTML or Markdown. Texts are plain: each form escapes them. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly cite?: string }
  /** One step in order: a sentence, its articles, and what belongs to it. */
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Item[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Columns of numbers, from 0. */ readonly numbers: readonly number[];
    }
  | { readonly kind: "quote"; readonly title: string; readonly text: string };
export type Page = { readonly title: string; readonly blocks: readonly Block[] };
