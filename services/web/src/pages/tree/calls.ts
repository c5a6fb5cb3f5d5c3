import type { components } from "../../api/schema.d.ts";
import { type Client } from "../../api/client.ts";
import { type Agreement, type Picture, pictureOf, type TreeNode } from "./picture.ts";

export type Unit = Readonly<components["schemas"]["Unit"]>;

export const listUnits = async (client: Client, agencyId: string): Promise<readonly Unit[]> =>
  (await client.get<{ units: readonly Unit[] }>(`/v1/agencies/${agencyId}/units`)).units;

/** Agreements are read whole, but never without an end. */
const pageLimit = 10;

async function listAgreements(client: Client, agencyId: string, year: number): Promise<Agreement[]> {
  const found: Agreement[] = [];
  let pageToken = "";
  for (let page = 0; page < pageLimit; page += 1) {
    const query = { year, pageSize: 200, pageToken };
    const answer = await client.get<{ agreements: readonly Agreement[]; nextPageToken: string }>(
      `/v1/agencies/${agencyId}/agreements`,
      { query },
    );
    found.push(...answer.agreements);
    pageToken = answer.nextPageToken;
    if (pageToken === "") break;
  }
  return found;
}

export async function getPicture(client: Client, agencyId: string, unitId: string, year: number): Promise<Picture> {
  const query = { unitId, year };
  const [{ nodes }, agreements] = await Promise.all([
    client.get<{ nodes: readonly TreeNode[] }>(`/v1/agencies/${agencyId}/tree`, { query, timeoutMs: 30_000 }),
    listAgreements(client, agencyId, year),
  ]);
  return pictureOf(nodes, agreements);
}
