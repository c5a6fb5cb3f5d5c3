import { type Route } from "@kinerja/common/edge";
import fc from "fast-check";

import { type Wire } from "./send.ts";

type Value = Readonly<Record<string, unknown>>;

/** What is done to a request that was right. */
export type Fault = (wire: Wire) => Wire;

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const escaped = (value: unknown): string => encodeURIComponent(textOf(value).toWellFormed());

/** The request as a client would send it. */
export function wireOf({ method, path, fields }: Route, value: Value, headers: Wire["headers"]): Wire {
  const inPath = new Map([...fields.values()].map((field) => [field.name, field.jsonName]));
  const used = new Set<string>();
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const jsonName = inPath.get(name) ?? name;
    used.add(jsonName);
    return escaped(value[jsonName] ?? "");
  });
  const rest = Object.entries(value).filter(([name, one]) => !used.has(name) && one !== undefined);
  if (method === "POST") {
    const body = Buffer.from(JSON.stringify(Object.fromEntries(rest)));
    return { method, path: filled, headers: { "content-type": "application/json", ...headers }, body };
  }
  const query = rest.flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).map((item) => `${escaped(name)}=${escaped(item)}`),
  );
  return { method, path: query.length > 0 ? `${filled}?${query.join("&")}` : filled, headers };
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    ...[null, true, -1, 0, 1.5, 10_000.5, -(2 ** 53), 2 ** 31, 2 ** 63, 1e300],
    ...["", "\0", "a\0b", "\ud800", "\u202e", "UNSPECIFIED", "-1", "1e3", "0x10", "9".repeat(30), "'; drop table person; --"],
    ...["2026-02-30", "2026-13", "24:00", "99999-01-01", "0000-00-00", "../../etc/passwd", "x".repeat(100_000)],
    ...[{}, [], [null], [[[[[[[[[[]]]]]]]]]], { a: { a: { a: {} } } }],
    Array.from({ length: 3_000 }, () => ({})),
  ),
); // prettier-ignore
const strangeKey = fc.constantFrom("__proto__", "constructor", "toString", "x/~y", "", "nip", "personId", "pageSize");

/** Walks into the value and puts junk there, under a key that is there or under a new one. */
function spoil(value: unknown, [step = 0, ...rest]: readonly number[], bad: unknown, key: string): void {
  if (typeof value !== "object" || value === null) return;
  const keys = Object.keys(value);
  const chosen = keys[step % (keys.length + 1)] ?? key;
  const inner = (value as Record<string, unknown>)[chosen];
  if (rest.length > 0 && typeof inner === "object" && inner !== null && Object.hasOwn(value, chosen))
    spoil(inner, rest, bad, key);
  else Object.defineProperty(value, chosen, { value: bad, enumerable: true, configurable: true, writable: true });
}

/** A wrong type, an unknown field, an impossible value somewhere in the request. */
export const spoilt = (valid: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .record({ valid, bad: junk, at: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), key: strangeKey })
    .map(({ valid, bad, at, key }) => {
      const copy = structuredClone(valid);
      spoil(copy, at, bad, key);
      return copy;
    });

const inBody =
  (change: (text: string) => string | Buffer): Fault =>
  (wire) => ({ ...wire, body: Buffer.from(change(wire.body?.toString() ?? "")) });
const withHeaders =
  (headers: Wire["headers"]): Fault =>
  (wire) => ({ ...wire, headers: { ...wire.headers, ...headers } });
const inPath =
  (change: (path: string) => string): Fault =>
  (wire) => ({ ...wire, path: change(wire.path) });
const moreQuery = (text: string): Fault => inPath((path) => `${path}${path.includes("?") ? "&" : "?"}${text}`);

const bodies: readonly Fault[] = [
  inBody((text) => text.slice(0, -1)),
  inBody((text) => `${text}${text}`),
  inBody((text) => text.replace("{", '{"personId":1,"personId":2,')),
  inBody(() => "[".repeat(50_000)),
  inBody(() => `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`),
  inBody(() => '{"pageSize":1e999,"minutes":-0,"x":0.1e-400}'),
  inBody((text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0xc0, 0xaf])])),
  inBody((text) => `\ufeff${text}`),
  inBody((text) => Buffer.from(text, "utf16le")),
  inBody(() => "null"),
  inBody(() => "[]"),
  inBody(() => "{}"),
  inBody(() => ""),
  inBody(() => '{"x":"\\u0000\\ud800"}'),
  inBody(() => Buffer.alloc(1_200_000, "x")),
];
const headers: readonly Fault[] = [
  ...["text/plain", "application/xml", "application/json; charset=latin1", "multipart/form-data; boundary=x", ""].map(
    (type) => withHeaders({ "content-type": type }),
  ),
  ...["gzip", "br", "zstd", "identity, identity"].map((encoding) => withHeaders({ "content-encoding": encoding })),
  ...["", "x".repeat(200), "a b", "é", "'; --"].map((key) => withHeaders({ "idempotency-key": key })),
  ...["xx", "*;q=nine", "id,".repeat(2_000), "\u00ff"].map((language) => withHeaders({ "accept-language": language })),
  ...["00-0-0-0", "00-00000000000000000000000000000000-0000000000000000-00", "x".repeat(5_000)].map((parent) =>
    withHeaders({ traceparent: parent, tracestate: parent.slice(0, 500) }),
  ),
  withHeaders({ "x-filler": "x".repeat(20_000) }),
  withHeaders({ cookie: "kinerja-access=abc; kinerja-access=def; =; kinerja-refresh" }),
  withHeaders({ "x-forwarded-for": "'; --", "x-kinerja-session": "cookie", origin: "null" }),
  withHeaders({ accept: "image/png", range: "bytes=9-1", "if-none-match": "*", expect: "the-worst" }),
];
const addresses: readonly Fault[] = [
  ...["a=1&a=2", "__proto__=1", "pageSize=1&pageSize=2", "pageSize=-1", "pageToken=%ff", "x=%zz", "year=1e3", "%00=%00", "&&==&"].map(moreQuery),
  moreQuery(`x=${"y".repeat(9_000)}`),
  ...["%00", "%ff", "%2e%2e%2f", "%zz", "\u00ff", "x".repeat(5_000), "null", ":end"].map((segment) =>
    inPath((path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d|(?<=\/v1\/)\w+/, segment)),
  ),
  inPath((path) => `${path}/`),
  inPath((path) => `/${path}`),
  inPath((path) => path.toUpperCase()),
]; // prettier-ignore
const methods: readonly Fault[] = ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST", "GET"].map(
  (method) => (wire: Wire) => ({ ...wire, method }),
);

/** Named by their place, so that a failure can be told. */
const faults = { bodies, headers, addresses, methods };

export interface Wrong {
  readonly kind: keyof typeof faults;
  readonly at: number;
}

export const wrongs: fc.Arbitrary<Wrong> = fc.oneof(
  ...Object.entries(faults).map(([kind, list]) =>
    fc.record({ kind: fc.constant(kind as keyof typeof faults), at: fc.nat(list.length - 1) }),
  ),
);

export const apply = (wire: Wire, { kind, at }: Wrong): Wire => faults[kind][at]?.(wire) ?? wire;
