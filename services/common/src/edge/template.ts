type Segment = { readonly literal: string } | { readonly field: string };

/** "/v1/agencies/{agency_id}/months/{period}:close" taken apart. */
export interface Template {
  readonly segments: readonly Segment[];
  /** The custom verb behind the last colon; empty when there is none. */
  readonly verb: string;
  /** Names of the path's fields as the proto has them. */
  readonly fields: readonly string[];
}

const literal = /^[A-Za-z0-9_-]+$/;
const variable = /^\{([a-z][a-z0-9_]*)\}$/;

/** Takes a template of google.api.http apart; undefined when it has a shape that we don't serve (wildcards, sub-paths). */
export function parseTemplate(text: string): Template | undefined {
  const match = /^((?:\/[^/:]+)+)(?::([A-Za-z]+))?$/.exec(text);
  if (match === null) return undefined;
  const parts = (match[1] ?? "").slice(1).split("/");
  if (!parts.every((part) => literal.test(part) || variable.test(part))) return undefined;
  const segments = parts.map((part): Segment => {
    const field = variable.exec(part)?.[1];
    return field === undefined ? { literal: part } : { field };
  });
  const fields = segments.flatMap((segment) => ("field" in segment ? [segment.field] : []));
  return new Set(fields).size === fields.length ? { segments, verb: match[2] ?? "", fields } : undefined;
}

/** Whether one path could mean both. */
export function overlaps(a: Template, b: Template): boolean {
  if (a.verb !== b.verb || a.segments.length !== b.segments.length) return false;
  return a.segments.every((segment, index) => {
    const other = b.segments[index];
    if (other === undefined || "field" in segment || "field" in other) return true;
    return segment.literal === other.literal;
  });
}

/** A requested path taken apart as a template would be; still percent-encoded. */
export interface RequestPath {
  readonly segments: readonly string[];
  readonly verb: string;
}

export function parsePath(path: string): RequestPath {
  const segments = path.slice(1).split("/");
  const last = segments.at(-1) ?? "";
  const colon = last.lastIndexOf(":");
  if (colon < 0 || colon === last.length - 1) return { segments, verb: "" };
  return { segments: [...segments.slice(0, -1), last.slice(0, colon)], verb: last.slice(colon + 1) };
}

/** The values of the path's fields; undefined when the path is another one. */
export function matchTemplate({ segments }: Template, path: RequestPath): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = path.segments[index] ?? "";
    if ("literal" in segment) {
      if (given !== segment.literal) return undefined;
    } else if (given === "") return undefined;
    else values[segment.field] = given;
  }
  return values;
}
