import { useMemo } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Client } from "../../api/client.ts";
import { type Policy, type Statement, type Summary } from "./types.ts";

export interface PolicyText {
  readonly policy: Policy;
  /** The YAML text. */
  readonly document: string;
  /** The same for programs; empty where the service can't read it. */
  readonly documentJson: string;
}

const createAllowanceCalls = (client: Client) => ({
  statements: async () => (await client.get<{ statements: Summary[] }>("/v1/statements")).statements,
  statement: async (period: string, personId?: string, agencyId?: string) => {
    const query = { personId, agencyId };
    return (await client.get<{ statement: Statement }>(`/v1/statements/${period}`, { query })).statement;
  },
  policy: (agencyId: string, policyId: string) =>
    client.get<PolicyText>(`/v1/agencies/${agencyId}/policies/${policyId}`),
});

export type AllowanceCalls = ReturnType<typeof createAllowanceCalls>;

export function useAllowanceCalls(): AllowanceCalls {
  const { client } = useApp().platform;
  return useMemo(() => createAllowanceCalls(client), [client]);
}
