import { type Kind } from "./refusal.ts";

/** gRPC status codes by kind (google.rpc.Code). A missing row is a type error. */
export const grpcStatus: Record<Kind, number> = {
  invalid: 3,
  deadline: 4,
  "not-found": 5,
  exists: 6,
  forbidden: 7,
  limit: 8,
  refused: 9,
  conflict: 10,
  unavailable: 14,
  unauthenticated: 16,
};

/** HTTP status codes by gRPC status; what is not listed is a bug of ours: 500. */
export const httpStatus: Readonly<Record<number, number>> = {
  1: 499,
  3: 400,
  4: 504,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 422,
  10: 409,
  11: 400,
  14: 503,
  16: 401,
};

/** The kind of a gRPC status, for clients; undefined for statuses that mean a bug. */
export const kindOfGrpcStatus = (code: number): Kind | undefined =>
  (Object.keys(grpcStatus) as Kind[]).find((kind) => grpcStatus[kind] === code);
