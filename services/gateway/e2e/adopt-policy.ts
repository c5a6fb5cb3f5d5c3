import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Actor, must } from "./access/cast.ts";
import { ask } from "./world.ts";

type Listed = { readonly policies: readonly { readonly policyId: string; readonly state: string }[] };
type Drafted = { readonly policy: { readonly policyId: string; readonly sha256: string } };
type Hands = Readonly<Record<"maker" | "checker" | "approver", Pick<Actor, "token">>>;

export async function upload(bytes: string, token: string): Promise<string> {
  const headers = { "content-type": "application/octet-stream" };
  const { status, body } = await ask<{ fileId: string }>("/v1/files", { method: "PUT", raw: bytes, token, headers });
  if (status !== 200) throw new Error(`the upload answered ${String(status)}`);
  return body.fileId;
}

/** The demo's policy in force in an agency, signed by three people; another test may have done it before. */
export async function adoptPolicy(agencyPath: string, { maker, checker, approver }: Hands): Promise<string> {
  const path = `${agencyPath}/policies`;
  const { policies } = await must<Listed>(path, maker.token);
  const inForce = policies.find(({ state }) => state === "ACTIVE");
  if (inForce) return inForce.policyId;
  const text = readFileSync(join(__dirname, "../../allowance/policies/contoh-tpp.yaml"), "utf8");
  const fileId = await upload(text, maker.token);
  const { policyId, sha256 } = (await must<Drafted>(`${path}:draft`, maker.token, { fileId })).policy;
  await must(`${path}/${policyId}:review`, checker.token, {});
  await must(`${path}/${policyId}:approve`, approver.token, { sha256 });
  await must(`${path}/${policyId}:activate`, approver.token, { sha256 });
  return policyId;
}
