/** The client against the answer that the gateway really writes. */
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { expect, it } from "@jest/globals";
import { sendPieces } from "../../common/src/edge/download.ts";
import { createClient } from "../src/api/client.ts";

const clock = { now: Date.now, learn: () => undefined, onMove: () => () => undefined };

it("keeps the name that the gateway gives a file", async () => {
  const fileName = 'Pembayaran "Dinas Kesehatan" – Oktober 2026.csv';
  const server = createServer((_request, response) => {
    const pieces = (async function* () {
      yield await Promise.resolve(Buffer.from("a;b\n"));
    })();
    void sendPieces(response, pieces, (data) => ({ data, fileName, mediaType: "text/csv; charset=utf-8" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = createClient({
    fetch: (path, init) => fetch(new URL(path as string, `http://127.0.0.1:${String(port)}`), init),
    sendFile: () => Promise.reject(new Error("no upload expected")),
    clock,
    language: () => "id",
    onSignedOut: () => undefined,
  });
  const downloaded = await client.download("/v1/x/export");
  expect([downloaded.fileName, await downloaded.content.text()]).toEqual([fileName, "a;b\n"]);
  server.close();
});
