import { useMemo } from "preact/hooks";
import type { components } from "../../api/schema.d.ts";
import { useApp } from "../../state/context.ts";
import { type Platform } from "../../state/platform.ts";
import { agencyPath, commandOf } from "../people/command.ts";
import { type Rows } from "../people/types.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

/** Messages within messages are always sent. */
export type Text = Readonly<Schemas["FactText"]>;
export type Choice = { readonly value: string; readonly label: Text };
export type FormField = With<
  Schemas["FactFormField"],
  { label: Text; choices: readonly Choice[]; usual: readonly Choice[] }
>;
export type Kind = With<
  Schemas["FactKind"],
  { label: Text; purpose: Text; fields: readonly FormField[]; columns: readonly string[] }
>;
export type FactField = Readonly<Schemas["FactField"]>;
export type Fact = With<Schemas["Fact"], { fields: readonly FactField[] }>;
export type Candidate = Readonly<Schemas["OutageCandidate"]>;
export type Counts = Readonly<Schemas["FactImportCounts"]>;
export type ImportLine = With<Schemas["FactImportLine"], { fields: readonly FactField[] }>;
export type Preview = With<Schemas["PreviewFactImportResponse"], { counts: Counts; lines: readonly ImportLine[] }>;
export type Verdict = Schemas["FactVerdict"];

/** What is proposed, with the names of the contract. */
export interface Wish {
  readonly kind: string;
  readonly personId?: string;
  readonly unitId?: string;
  readonly fields: readonly FactField[];
  readonly reason: string;
}

export interface FactQuery {
  readonly kind?: string | undefined;
  readonly personId?: string | undefined;
  readonly open?: boolean;
}

export type Which = { readonly factIds: readonly string[] } | { readonly fileId: string };

/** Reading a file of many lines takes the server a while. */
const importLimitMs = 70_000;

type Listed = { readonly facts: readonly Fact[]; readonly nextPageToken: string };

function createFactCalls(platform: Platform) {
  const { client } = platform;
  const command = commandOf(platform);
  const path = (agencyId: string): string => `${agencyPath(agencyId)}/facts`;
  const long = { timeoutMs: importLimitMs };
  return {
    upload: client.upload,
    kinds: async () => (await client.get<{ kinds: readonly Kind[] }>("/v1/fact-kinds")).kinds,
    facts: async (agencyId: string, { open, ...asked }: FactQuery, pageToken: string): Promise<Rows<Fact>> => {
      const query = { ...asked, ...(open === true && { open: "true" }), pageSize: 50, pageToken };
      const { facts, nextPageToken } = await client.get<Listed>(path(agencyId), { query });
      return { rows: facts, next: nextPageToken };
    },
    ownFacts: async (pageToken: string): Promise<Rows<Fact>> => {
      const { facts, nextPageToken } = await client.get<Listed>("/v1/facts", { query: { pageSize: 50, pageToken } });
      return { rows: facts, next: nextPageToken };
    },
    propose: (agencyId: string, wish: Wish) => command(`${path(agencyId)}:propose`, wish),
    supersede: (agencyId: string, factId: string, { fields, reason }: Pick<Wish, "fields" | "reason">) =>
      command(`${path(agencyId)}/${factId}:supersede`, { fields, reason }),
    revoke: (agencyId: string, factId: string, reason: string) =>
      command(`${path(agencyId)}/${factId}:revoke`, { reason }),
    decide: (agencyId: string, which: Which, verdict: Verdict, reason: string) =>
      command<{ decided: number }>(`${path(agencyId)}:decide`, { ...which, verdict, reason }, long),
    preview: (agencyId: string, kind: string, fileId: string) =>
      command<Preview>(`${path(agencyId)}:previewImport`, { kind, fileId }, long),
    apply: (
      agencyId: string,
      seen: { readonly kind: string; readonly fileId: string; readonly sha256: string },
      reason: string,
    ) => command<{ counts: Counts }>(`${path(agencyId)}:import`, { ...seen, reason }, long),
    candidates: async (agencyId: string, period: string, unitId: string) => {
      const query = unitId === "" ? {} : { unitId };
      const address = `${agencyPath(agencyId)}/outage-candidates/${period}`;
      return (await client.get<{ candidates: readonly Candidate[] }>(address, { query })).candidates;
    },
  };
}

export type FactCalls = ReturnType<typeof createFactCalls>;

export function useFactCalls(): FactCalls {
  const { platform } = useApp();
  return useMemo(() => createFactCalls(platform), [platform]);
}
