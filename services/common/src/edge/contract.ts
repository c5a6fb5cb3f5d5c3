import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  type DescMethod,
  fromBinary,
  toJson,
} from "@bufbuild/protobuf";
import { type DescExtension, type FileRegistry, getOption, hasOption, type Message } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { readFileSync } from "node:fs";

/** How far the object of a call may be from the caller. */
export type Scope = "PUBLIC" | "SELF" | "PERSON" | "AGENCY" | "SERVICE" | "UNSPECIFIED";
export interface Authz {
  readonly action: string;
  readonly resource: string;
  readonly scope: Scope;
}
export type Format =
  "DATE" | "MONTH" | "TIME" | "UUID" | "UUIDV7" | "URL" | "NIP" | "SHA256" | "PAGE_TOKEN" | "LOG_POSITION";

/** What a field may hold; a missing number means no limit. */
export interface Rule {
  readonly min?: bigint;
  readonly max?: bigint;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: Format;
  readonly multiline: boolean;
}

export interface Binding {
  readonly method: string;
  readonly template: string;
  readonly body: string;
}

export interface Rpc {
  /** "/kinerja.activity.v1.IngestService/RecordEntries" */
  readonly path: string;
  readonly service: string;
  readonly name: string;
  readonly kind: DescMethod["methodKind"];
  readonly input: DescMessage;
  readonly output: DescMessage;
  readonly authz: Authz | undefined;
  readonly bindings: readonly Binding[];
  /** The example request as JSON text. */
  readonly example: string | undefined;
  readonly desc: DescMethod;
}

/** The contract as the descriptor image tells it; nothing is judged yet (`contractFaults`). */
export interface Contract {
  readonly registry: FileRegistry;
  readonly rpcs: readonly Rpc[];
  ruleOf(field: DescField): Rule;
  /** Marked REQUIRED by google.api.field_behavior. */
  isRequired(field: DescField): boolean;
}

type Plain = Readonly<Record<string, unknown>>;
const behaviorRequired = 2;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Options are extensions that only the image knows, so they are read as plain JSON. */
function optionReader(registry: FileRegistry): (desc: DescMethod | DescField, name: string) => unknown {
  return (desc, name) => {
    const extension = registry.getExtension(name);
    if (extension === undefined) throw new Error(`the descriptor image lacks the option ${name}`);
    const option = extension as DescExtension & { readonly extendee: never };
    if (!hasOption(desc as never, option as never)) return undefined;
    const value: unknown = getOption(desc as never, option as never);
    return extension.fieldKind === "message" ? toJson(extension.message, value as Message) : value;
  };
}

const methods = ["get", "post", "put", "patch", "delete"] as const;

function bindingsOf(http: unknown): Binding[] {
  if (http === undefined) return [];
  const rule = http as Plain;
  const method = methods.find((verb) => rule[verb] !== undefined);
  const own = {
    method: (method ?? "custom").toUpperCase(),
    template: text(rule[method ?? ""]),
    body: text(rule["body"]),
  };
  const more = (rule["additionalBindings"] ?? []) as unknown[];
  return [own, ...more.flatMap(bindingsOf)];
}

function authzOf(option: unknown): Authz | undefined {
  if (option === undefined) return undefined;
  const { action, resource, scope } = option as Plain;
  const short = text(scope).replace(/^SCOPE_/, "") as Scope | "";
  return { action: text(action), resource: text(resource), scope: short === "" ? "UNSPECIFIED" : short };
}

function ruleFrom(option: unknown): Rule {
  const { min, max, format, multiline, minLength, maxLength, minItems, maxItems } = (option ?? {}) as Plain;
  const counts = Object.entries({ minLength, maxLength, minItems, maxItems }).filter(
    ([, count]) => count !== undefined,
  );
  return {
    ...(min === undefined ? {} : { min: BigInt(text(min)) }),
    ...(max === undefined ? {} : { max: BigInt(text(max)) }),
    ...(format === undefined ? {} : { format: text(format).replace(/^FORMAT_/, "") as Format }),
    ...(Object.fromEntries(counts) as Partial<Record<"minLength" | "maxLength" | "minItems" | "maxItems", number>>),
    multiline: multiline === true,
  };
}

function rpcOf(desc: DescMethod, option: ReturnType<typeof optionReader>): Rpc {
  const example = option(desc, "kinerja.common.v1.example") as Plain | undefined;
  return {
    path: `/${desc.parent.typeName}/${desc.name}`,
    service: desc.parent.typeName,
    name: desc.name,
    kind: desc.methodKind,
    input: desc.input,
    output: desc.output,
    authz: authzOf(option(desc, "kinerja.common.v1.authz")),
    bindings: bindingsOf(option(desc, "google.api.http")),
    example: example === undefined ? undefined : text(example["request"]),
    desc,
  };
}

/** Reads a descriptor image as `buf build` writes it. */
export function readContract(image: Uint8Array): Contract {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  const option = optionReader(registry);
  const services = [...registry].filter((type) => type.kind === "service");
  return {
    registry,
    rpcs: services.flatMap((service) => service.methods.map((method) => rpcOf(method, option))),
    ruleOf: (field) => ruleFrom(option(field, "kinerja.common.v1.rule")),
    isRequired: (field) => {
      const behavior = option(field, "google.api.field_behavior") as readonly number[] | undefined;
      return behavior?.includes(behaviorRequired) ?? false;
    },
  };
}

/** The contract of this build. */
export const ownContract = (): Contract => readContract(readFileSync(require.resolve("@kinerja/proto/image.binpb")));

/** proto3 `optional`, or a message: the wire can tell "not sent" from zero. */
export const isOptional = (field: DescField): boolean =>
  field.fieldKind !== "list" && field.fieldKind !== "map" && field.presence === FeatureSet_FieldPresence.EXPLICIT;

/** "PLANNED" of ENTRY_KIND_PLANNED: the name of an enum value in the API. */
export function shortName(enumName: string, valueName: string): string {
  const prefix = `${enumName.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}_`;
  return valueName.startsWith(prefix) ? valueName.slice(prefix.length) : valueName;
}
