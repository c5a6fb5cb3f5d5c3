import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";

import { type Path, type PolicyFault } from "../../domain/policy/fault.ts";

export type LocatedFault = PolicyFault & { readonly line: number; readonly column: number };

export type Source = { readonly document: Document; readonly locate: (fault: PolicyFault) => LocatedFault };

/** The node of the last part of the path that exists; of a key its own place, since the value may be far below. */
function placeOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part));
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: "1.2", schema: "core", uniqueKeys: true });
  return {
    document,
    locate: (fault) => {
      const { line, col } = lines.linePos(placeOf(document, fault.path));
      return { ...fault, line, column: col };
    },
  };
}

const wholeNumber = /^[+-]?\d+$/;

/** What YAML can write and a policy may not: floats, and nodes that stand in several places. */
export function forbiddenNodes({ contents }: Document): PolicyFault[] {
  const faults: PolicyFault[] = [];
  visit(contents, (key, node, ancestors) => {
    const path = (): Path =>
      [...ancestors, node].flatMap((one: unknown, index, all: readonly unknown[]): Path => {
        const parent = all[index - 1];
        if (isPair(one)) return [String(isScalar(one.key) ? one.key.value : one.key)];
        return isSeq(parent) ? [parent.items.indexOf(one)] : [];
      });
    if (isAlias(node)) faults.push({ code: "POLICY_ALIAS", path: path(), params: {} });
    if (isScalar(node) && typeof node.value === "number" && key !== "key" && !wholeNumber.test(node.source ?? ""))
      faults.push({ code: "POLICY_FLOAT", path: path(), params: { found: node.source ?? "" } });
  });
  return faults;
}
