/** Tokens of JSON (RFC 8259) but texts, with the white space before them. */
const token = /[ \t\n\r]*(?:([{}[\],:])|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const blank = /[ \t\n\r]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where a text that starts at `start` ends, or where it stops being one. By hand: a pattern would need a stack as deep as the text is long. */
function endOfText(text: string, start: number): { readonly end: number; readonly closed: boolean } {
  for (let at = start + 1; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1, closed: true };
    escape.lastIndex = at;
    if (code < 0x20 || (code === 0x5c && !escape.test(text))) return { end: at, closed: false };
    at = code === 0x5c ? escape.lastIndex : at + 1;
  }
  return { end: text.length, closed: false };
}

type Expecting = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";
type Mark = "{" | "[" | "}" | "]" | "," | ":" | "text" | "number or word";

interface Scan {
  readonly open: ("{" | "[")[];
  expecting: Expecting;
}

const wantsValue: readonly Expecting[] = ["value", "value or ]"];

/** Where each mark may stand; `closes` names what must be open then. */
const grammar: Readonly<Record<Mark, { readonly at: readonly Expecting[]; readonly closes?: "{" | "[" }>> = {
  "{": { at: wantsValue },
  "[": { at: wantsValue },
  "}": { at: ["key or }", ", or end"], closes: "{" },
  "]": { at: ["value or ]", ", or end"], closes: "[" },
  ",": { at: [", or end"] },
  ":": { at: [":"] },
  text: { at: [...wantsValue, "key", "key or }"] },
  "number or word": { at: wantsValue },
};

/** What may follow a mark that was allowed. */
function after(mark: Mark, { open, expecting }: Scan): Expecting {
  if (mark === "{") return "key or }";
  if (mark === "[") return "value or ]";
  if (mark === ",") return open.at(-1) === "{" ? "key" : "value";
  if (mark === ":") return "value";
  return mark === "text" && expecting.startsWith("key") ? ":" : ", or end";
}

/** One mark further; false where the grammar forbids it. */
function step(scan: Scan, mark: Mark): boolean {
  const { at, closes } = grammar[mark];
  if (!at.includes(scan.expecting)) return false;
  if (closes !== undefined && scan.open.pop() !== closes) return false;
  scan.expecting = after(mark, scan);
  if (mark === "{" || mark === "[") scan.open.push(mark);
  return true;
}

const skip = (pattern: RegExp, text: string, position: number): number => {
  pattern.lastIndex = position;
  pattern.test(text);
  return pattern.lastIndex;
};

/** The offset of the first character that JSON does not allow. */
function faultAt(text: string): number {
  const scan: Scan = { open: [], expecting: "value" };
  for (let position = skip(blank, text, 0); ; position = skip(blank, text, position)) {
    if (scan.open.length === 0 && scan.expecting === ", or end") return position;
    if (text.charAt(position) === '"') {
      const { end, closed } = endOfText(text, position);
      if (!step(scan, "text")) return position;
      if (!closed) return end;
      position = end;
      continue;
    }
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null || !step(scan, (match[1] ?? "number or word") as Mark)) return position;
    position = token.lastIndex;
  }
}

/** Where a text that JSON.parse refused stops being JSON. V8 does not always say, and what it says quotes the text. */
export function jsonFault(text: string): { line: number; column: number } {
  const before = text.slice(0, faultAt(text)).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
