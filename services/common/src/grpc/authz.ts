import { createFileRegistry, fromBinary, getOption, hasOption, type Message } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** The authorisation option of a method, as its proto states it. */
export type MethodAuthz = {
  readonly action: string;
  readonly resource: string;
  readonly scope: "public" | "self" | "person" | "agency" | "service";
};

const scopes: Readonly<Record<number, MethodAuthz["scope"]>> = {
  1: "public",
  2: "self",
  3: "person",
  4: "agency",
  5: "service",
};

type AuthzOption = Message & { action: string; resource: string; scope: number };

/** Authorisation by gRPC path, from the descriptor image. A method of ours without one is an error: nothing is open by accident. */
export function authzByPath(image: Uint8Array): ReadonlyMap<string, MethodAuthz> {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  const option = registry.getExtension("kinerja.common.v1.authz");
  if (!option) throw new Error("the descriptor image has no kinerja.common.v1.authz");
  const rules = new Map<string, MethodAuthz>();
  for (const type of registry) {
    if (type.kind !== "service" || !type.typeName.startsWith("kinerja.")) continue;
    for (const method of type.methods) {
      const path = `/${type.typeName}/${method.name}`;
      if (!hasOption(method, option)) throw new Error(`${path} has no authz option`);
      const { action, resource, scope } = getOption(method, option) as AuthzOption;
      const known = scopes[scope];
      if (!known || !action || !resource) throw new Error(`${path} has an incomplete authz option`);
      rules.set(path, { action, resource, scope: known });
    }
  }
  return rules;
}
