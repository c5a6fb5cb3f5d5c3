import { type OpenApi, type Schema } from "@kinerja/common/edge";

import { escapeHtml, inline, markdown, page } from "./html.ts";

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly description?: string;
  readonly required?: boolean;
}
interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

const nameOf = (schema: Schema | undefined): string | undefined => {
  const ref = schema?.["$ref"];
  return typeof ref === "string" ? ref.replace(/^.*\//, "") : undefined;
};
const wordsOf = ({ description }: { readonly description?: unknown }): string =>
  typeof description === "string" ? description : "";
const link = (name: string): string => `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`;

function schemaWords(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return link(name);
  const { type, items, anyOf, additionalProperties, const: only } = schema as Record<string, unknown>;
  if (type === "array") return `list of ${schemaWords(items as Schema)}`;
  if (Array.isArray(anyOf)) return (anyOf as Schema[]).map(schemaWords).join(" or ");
  if (only !== undefined) return `<code>${escapeHtml(JSON.stringify(only))}</code>`;
  if (typeof additionalProperties === "object") return `texts to ${schemaWords(additionalProperties as Schema)}`;
  const limits = ["format", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern"]
    .filter((key) => schema[key] !== undefined)
    .map((key) => `${key} ${String(schema[key])}`);
  return escapeHtml([String(type), ...limits].join(", "));
}

const rows = (lines: readonly (readonly [string, string, string])[]): string =>
  lines.length === 0
    ? ""
    : `<table>${lines.map(([name, what, words]) => `<tr><th scope="row"><code>${name}</code></th><td>${what}</td><td>${words}</td></tr>`).join("")}</table>`;

function operationHtml(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).filter(({ name }) => name !== undefined);
  const body = Object.values(operation.requestBody?.content ?? {})[0];
  const answer = Object.values(operation.responses["200"]?.content ?? {})[0];
  const example =
    body?.example === undefined
      ? ""
      : `<pre><code>${escapeHtml(JSON.stringify(body.example, undefined, 2))}</code></pre>`;
  return `<details><summary><code>${method.toUpperCase()} ${escapeHtml(path)}</code> ${inline(operation.summary)}</summary>
${markdown(operation.description)}
${rows(parameters.map(({ name = "", in: place = "", required, description = "" }) => [escapeHtml(name), `${place}${required ? ", required" : ""}`, inline(description)]))}
${body ? `<p>Body: ${schemaWords(body.schema)}</p>${example}` : ""}
${answer ? `<p>Answer: ${schemaWords(answer.schema)}</p>` : ""}
</details>`;
}

function schemaHtml(name: string, schema: Schema): string {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const required = (schema["required"] ?? []) as string[];
  const lines = properties.map(
    ([key, value]) =>
      [
        escapeHtml(key),
        `${schemaWords(value)}${required.includes(key) ? ", required" : ""}`,
        inline(wordsOf(value)),
      ] as const,
  );
  return `<details id="${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>
${markdown(wordsOf(schema))}
${rows(lines)}
</details>`;
}

/** The API document as one page without script: every call by service, every schema. */
export function apiPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method,
      path,
      operation: operation as unknown as Operation,
    })),
  );
  const services = document.tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<h2>${escapeHtml(name)}</h2>\n${markdown(description)}\n${own.map(({ method, path, operation }) => operationHtml(method, path, operation)).join("\n")}`;
  });
  const schemas = Object.entries(document.components["schemas"] as Record<string, Schema>);
  const { title, description } = document.info as { title: string; description: string };
  const intro = `<h1>${escapeHtml(title)}</h1>\n${markdown(description)}\n<p>For tools: <a href="/openapi.yaml">/openapi.yaml</a> (OpenAPI 3.1).</p>`;
  return page(
    title,
    "en",
    [intro, ...services, "<h2>Schemas</h2>", ...schemas.map(([name, schema]) => schemaHtml(name, schema))].join("\n"),
  );
}
