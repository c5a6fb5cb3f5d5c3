import { answerJson, type Contract, type GrpcCaller } from "@kinerja/common/edge";
import { type Subject } from "@kinerja/common/session";

const service = "kinerja.identity.v1.DirectoryService";
const deadlineMs = 5_000;

type Answer = { readonly subordinates?: readonly { readonly person?: { readonly personId?: string } }[] };

/** Asks identity, as the person, who reports to the person; nobody where identity has no address here. */
export function subordinatesAsk(contract: Contract, services: ReadonlyMap<string, GrpcCaller>) {
  const rpc = contract.rpcs.find((one) => one.service === service && one.name === "ListSubordinates");
  const call = services.get(service);
  return async ({ token }: Subject): Promise<readonly string[]> => {
    if (rpc === undefined || call === undefined) return [];
    const bytes = await call(rpc.path, Buffer.alloc(0), { authorization: `Bearer ${token}` }, deadlineMs);
    const { subordinates = [] } = answerJson(rpc, bytes) as Answer;
    return subordinates.flatMap(({ person }) => person?.personId ?? []);
  };
}
