import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorSet, FileDescriptorSetSchema, type MethodDescriptorProto } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "@jest/globals";

import { image } from "../testing/grpc.ts";
import { authzByPath } from "./index.ts";

const path = "/kinerja.identity.v1.SessionService/SignOut";

function altered(change: (method: MethodDescriptorProto, files: FileDescriptorSet) => void): Uint8Array {
  const files = fromBinary(FileDescriptorSetSchema, image);
  const methods = files.file.flatMap(({ service }) => service.flatMap(({ method }) => method));
  change(
    methods.find(({ name }) => name === "SignOut")!,
    files,
  );
  return toBinary(FileDescriptorSetSchema, files);
}

describe("the authorisation of a method", () => {
  it("is what its proto says", () => {
    expect(authzByPath(image).get(path)).toEqual({ action: "end", resource: "session", scope: "self" });
    expect(authzByPath(image).get("/kinerja.identity.v1.SessionService/SignIn")?.scope).toBe("public");
  });

  it("may not be missing", () => {
    const open = altered((method) => delete method.options);
    expect(() => authzByPath(open)).toThrow(`${path} has no authz option`);
  });

  it("may not be half", () => {
    // Field 50101, two bytes: only `scope`, and one that does not exist.
    const half = altered((method) => {
      method.options!.$unknown = [{ no: 50_101, wireType: 2, data: new Uint8Array([2, 0x18, 9]) }];
    });
    expect(() => authzByPath(half)).toThrow(`${path} has an incomplete authz option`);
  });

  it("needs the option's own definition", () => {
    const without = altered((_, files) => {
      files.file = files.file.filter(({ name }) => name === "google/protobuf/descriptor.proto");
    });
    expect(() => authzByPath(without)).toThrow("has no kinerja.common.v1.authz");
  });
});
