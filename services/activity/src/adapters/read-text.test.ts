import { Readable } from "node:stream";

import { Refusal } from "@kinerja/common/errors";
import { expect, it } from "@jest/globals";

import { readTextFile } from "./read-text.ts";

const textOf = (content: () => Generator<Buffer>) =>
  readTextFile({
    put: () => Promise.reject(new Error("not asked")),
    open: () => Promise.resolve({ size: 3, content: Readable.from(content()) }),
  })("0a".repeat(32));

it("does not blame a file for a store that breaks off", async () => {
  const read = textOf(function* () {
    yield Buffer.from("nip");
    throw new Refusal("unavailable", "SERVICE_UNAVAILABLE");
  });
  await expect(read).rejects.toMatchObject({ kind: "unavailable", code: "SERVICE_UNAVAILABLE" });
});

it("refuses what is no UTF-8", async () => {
  const read = textOf(function* () {
    yield Buffer.from([0xe9, 0x0a]);
  });
  await expect(read).rejects.toMatchObject({ code: "ENCODING_UNKNOWN" });
});
