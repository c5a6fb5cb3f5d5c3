import { type CodeReceipts, type IssuedCode } from "../../app/issue-codes.ts";
import { seal, unseal } from "./seal.ts";

type Stored = { readonly at: number; readonly codes: readonly IssuedCode[] };

/** Bound to the officer and to the key of the request: another's row does not open. */
export const codeReceipts = (key: Buffer): CodeReceipts => ({
  seal: (codes, at, owner) => seal(key, Buffer.from(JSON.stringify({ at, codes } satisfies Stored)), owner),
  open(sealed, owner) {
    if (sealed.length === 0) return undefined;
    return JSON.parse(unseal(key, Buffer.from(sealed), owner).toString()) as Stored;
  },
});
