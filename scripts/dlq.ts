import { writeFileSync } from "node:fs";
import { orTell, runCommand, UsageError } from "./command-line.ts";
import { readRequest, type Request, type ShowRequest } from "./dlq/options.ts";
import { pageOf, parkingOf, placeText, queryFor, rawRecordAt, recordsAt } from "./dlq/parked.ts";
import { redrive } from "./dlq/redrive.ts";
import { settle } from "./dlq/settle.ts";
import { pageJson, pageText, recordText } from "./dlq/tell.ts";
import { type Queries, type Query } from "./invariants/finding.ts";
import { openStores } from "./invariants/stores.ts";
import { type Address, readAddress } from "./platform/address.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A file that is there already may be open to others: it is not written over. */
async function writeValue(query: Query, { place }: ShowRequest, file: string): Promise<void> {
  const { value } = await rawRecordAt(query, place);
  if (value === null) throw new UsageError(`${placeText(place)} is a tombstone: there is no value to write`);
  orTell(file, () => writeFileSync(file, value, { mode: 0o600, flag: "wx" }));
}

async function answer(request: Request, address: Address, parking: Queries): Promise<void> {
  if (request.command === "list") {
    const page = await pageOf(parking, request);
    say(request.json ? pageJson(page) : pageText(page, request));
    return;
  }
  const query = queryFor(parking, request.service);
  if (request.command === "redrive") return redrive(query, address, request, say);
  if (request.command === "settle") return settle(query, request, say);
  say((await recordsAt(query, request.place)).map(recordText).join("\n\n"));
  if (request.out !== undefined) await writeValue(query, request, request.out);
}

async function main(): Promise<void> {
  const request = readRequest(process.argv.slice(2));
  const address = readAddress(request.dir);
  const stores = await openStores(address, "dlq");
  try {
    await answer(request, address, await parkingOf(stores.queries));
  } finally {
    await stores.close();
  }
}

await runCommand(main);
