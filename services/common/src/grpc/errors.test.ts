import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { grpcStatus, type Kind, Refusal, type Violation } from "../errors/index.ts";
import { fromServiceError, toServiceError } from "./index.ts";

const asReceived = (thrown: unknown): ServiceError =>
  Object.assign(new Error("received"), { name: "ServiceError", ...toServiceError(thrown) });
const plain = (code: status, details?: Buffer): ServiceError => {
  const metadata = new Metadata();
  if (details) metadata.set("grpc-status-details-bin", details);
  return Object.assign(new Error("plain"), { name: "ServiceError", code, details: "", metadata });
};

const params = fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,12}$/), fc.oneof(fc.string(), fc.integer(), fc.bigInt()));
const violations = fc.array(fc.record({ pointer: fc.string(), code: fc.stringMatching(/^[A-Z_]{1,20}$/), params }), {
  maxLength: 5,
});
const texts = (of: Record<string, unknown> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, String(value)]));

describe("a refusal", () => {
  it("comes through a gRPC status as it was; values become texts", () => {
    const kinds = fc.constantFrom(...(Object.keys(grpcStatus) as Kind[]));
    fc.assert(
      fc.property(kinds, fc.stringMatching(/^[A-Z_]{1,30}$/), params, violations, (kind, code, values, fields) => {
        const error = asReceived(new Refusal(kind, code, values, fields));
        expect(error.code).toBe(grpcStatus[kind]);
        expect(fromServiceError(error)).toMatchObject({
          kind,
          code,
          params: texts(values),
          violations: fields.map((field) => ({ ...field, params: texts(field.params) })),
        });
      }),
    );
  });

  it.each([
    [30, "30"],
    ["7", "7"],
    [2.5, "2.5"],
    ["soon", "soon"],
    [30n, "30"],
    [Number.POSITIVE_INFINITY, "Infinity"],
  ])("with retryAfterS %p is answered, whatever it holds", (retryAfterS, text) =>
    expect(fromServiceError(asReceived(new Refusal("limit", "SLOW_DOWN", { retryAfterS })))).toMatchObject({
      params: { retryAfterS: text },
    }),
  );

  it("keeps its trailers small, however much is wrong", () => {
    const many = (length: number, code: string): Violation[] =>
      Array.from({ length }, (_, index) => ({ pointer: `/entries/${index}/workDate`, code, params: { max: 8 } }));
    const size = (error: ServiceError): number => (error.metadata.get("grpc-status-details-bin")[0] as Buffer).length;
    const wide = asReceived(new Refusal("invalid", "REQUEST_INVALID", {}, many(5_000, "DATE_FORM")));
    expect(size(wide)).toBeLessThan(32 * 1024);
    expect(fromServiceError(wide)).toHaveProperty("violations.length", 100);
    const huge = asReceived(new Refusal("invalid", "REQUEST_INVALID", {}, many(50, "X".repeat(5_000))));
    expect(size(huge)).toBeLessThan(32 * 1024);
    expect(fromServiceError(huge)).toMatchObject({ kind: "invalid", code: "REQUEST_INVALID", violations: [] });
  });
});

describe("a bug", () => {
  it.each([new Error("password=x 198703142011012901"), "198703142011012901", undefined, null, { kind: "invalid" }])(
    "says nothing: %p",
    (thrown) => {
      const answer = toServiceError(thrown);
      expect(answer).toMatchObject({ code: status.INTERNAL, details: "internal error" });
      expect(answer.metadata.getMap()).toEqual({});
    },
  );
});

describe("a status from elsewhere", () => {
  it.each([
    [status.UNAVAILABLE, "unavailable", "SERVICE_UNAVAILABLE"],
    [status.DEADLINE_EXCEEDED, "deadline", "DEADLINE_EXCEEDED"],
    [status.RESOURCE_EXHAUSTED, "limit", "CALL_FAILED"],
    [status.UNAUTHENTICATED, "unauthenticated", "CALL_FAILED"],
  ])("%i without details is %s", (code, kind, expected) => {
    expect(fromServiceError(plain(code))).toMatchObject({ kind, code: expected });
    expect(fromServiceError(plain(code, Buffer.from([0xff, 0xff, 0xff])))).toMatchObject({ kind, code: expected });
  });

  it("that tells of a broken connection is unavailable, and says when to come again", () => {
    const details =
      "Received RST_STREAM with code 2 triggered by internal client error: Session closed with error code 2";
    expect(fromServiceError(Object.assign(plain(status.INTERNAL), { details }))).toMatchObject({
      kind: "unavailable",
      code: "SERVICE_UNAVAILABLE",
      params: { retryAfterS: 2 },
    });
  });

  it.each([status.INTERNAL, status.UNKNOWN, status.UNIMPLEMENTED, status.CANCELLED])("%i stays as it is", (code) => {
    const error = plain(code);
    expect(fromServiceError(error)).toBe(error);
  });
});
