import { join } from "node:path";

import { folderStore } from "@kinerja/common/files";

import { exportStoreIn } from "../adapters/files/export-store.ts";
import { type Outgoing } from "../app/exports-list.ts";
import { exportUseCases } from "../export-use-cases.ts";
import { rememberingParser } from "../use-cases.ts";
import { agency, fakeAccess } from "./month.ts";
import { type TestPlatform } from "./platform.ts";

type Parts = Parameters<typeof exportUseCases>[0];

/** The files of the first agency's batches, kept in a folder; `files` takes uploads. */
export function exportsOn(
  { store, now }: TestPlatform,
  folder: string,
  more: Pick<Parts, "paymentDetails"> & Partial<Pick<Parts, "exportPage" | "nameOf">>,
) {
  const files = folderStore(folder);
  const use = exportUseCases({
    ...{ store, now, accessTo: fakeAccess(), parse: rememberingParser() },
    exportStore: exportStoreIn(folderStore(join(folder, "exports")), files),
    agenciesOf: () => Promise.resolve([agency(1)]),
    nameOf: () => Promise.resolve(undefined),
    ...more,
  });
  return { files, use };
}

/** The whole of a file that leaves. */
export async function bytesOf({ content }: Pick<Outgoing, "content">): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}
