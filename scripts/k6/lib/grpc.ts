import grpc from "k6/net/grpc";
import { type EntryJson } from "../../demo/entries.ts";
import { shed, wrong } from "./answers.ts";
import { tell, wrongLine } from "./journal.ts";
import { site, type Someone } from "./world.ts";

const { address, image, ca, certificate, key } = site.grpc;
export const ingest = new grpc.Client();
ingest.loadProtoset(image);
const tls = { cacerts: open(ca), cert: open(certificate), key: open(key) };

/** Longer than ingest takes to answer anything. */
export const deadline = "15s";

let isConnected = false;
/** Once for each virtual user, with mutual TLS. */
export function connect(): void {
  if (isConnected) return;
  ingest.connect(address, { tls, timeout: "10s" });
  isConnected = true;
}

export const metadataOf = ({ diaryToken }: Someone) => ({ authorization: `Bearer ${diaryToken}` });

/** Enums have their whole names here. */
export const messageOf = (entries: readonly EntryJson[]) => ({
  entries: entries.map((entry) => ({ ...entry, kind: `ENTRY_KIND_${entry.kind}` })),
});

/** True when answered well; else counts what it was. RESOURCE_EXHAUSTED and UNAVAILABLE say when to come again in their details. */
export function judgeCall(status: number, error: unknown, call: string): boolean {
  const isOk = status === grpc.StatusOK;
  const text = JSON.stringify(error ?? {});
  const isShed =
    (status === grpc.StatusResourceExhausted || status === grpc.StatusUnavailable) && text.includes("retryAfterS");
  shed.add(isShed, { call });
  if (!isOk && !isShed) {
    wrong.add(1, { call });
    tell(wrongLine(call, `${status} ${text.slice(0, 300)}`));
  }
  return isOk;
}
