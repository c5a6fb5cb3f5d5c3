import { fromBinary, toJson } from "@bufbuild/protobuf";

import { type Rpc } from "./contract.ts";

/** An answer as JSON in the contract's own names, for who asks a service on behalf of a page. */
export const answerJson = ({ output }: Pick<Rpc, "output">, bytes: Uint8Array): unknown =>
  toJson(output, fromBinary(output, bytes));
