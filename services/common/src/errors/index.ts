export { invalid, type Kind, type Params, Refusal, type Violation } from "./refusal.ts";
export { grpcStatus, httpStatus, kindOfGrpcStatus } from "./status.ts";
