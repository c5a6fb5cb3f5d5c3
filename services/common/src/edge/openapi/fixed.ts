import { type Schema } from "./schema.ts";

const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
const retryAfter = { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 1 } } };

/** What is no RPC: the envelope of every refusal, headers, and how callers show who they are. */
export const fixedComponents = {
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The access token, for programs." },
    cookie: {
      type: "apiKey",
      in: "cookie",
      name: "__Host-kinerja-access",
      description: "The browser's cookie; sign in with the header `X-Kinerja-Session: cookie`.",
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: "The same key with the same body gives the same answer, however often it is sent.",
      schema: { type: "string", minLength: 1, maxLength: 128, pattern: "^[!-~]+$" },
    },
    AcceptLanguage: {
      name: "Accept-Language",
      in: "header",
      required: false,
      description: "Language of problems: `id` (when missing) or `en`.",
      schema: { type: "string", maxLength: 500 },
    },
  },
  responses: {
    Refused: {
      description: "The answer is no: why, by code, and what to do.",
      headers: retryAfter,
      content: problem,
    },
    Unavailable: { description: "Not now: try again later.", headers: retryAfter, content: problem },
  },
  schemas: {
    Problem: {
      type: "object",
      description: "Why the answer is no (RFC 9457).",
      properties: {
        type: { type: "string", format: "uri-reference", description: "Page that explains the code." },
        title: { type: "string", description: "In a few words." },
        status: { type: "integer", description: "HTTP status." },
        detail: { type: "string", description: "What happened, what is safe, what to do." },
        instance: { type: "string", description: "Trace id of this request." },
        code: { type: "string", description: "Stable code, for programs." },
        errors: {
          type: "array",
          description: "Everything that is wrong with the request, at most 20.",
          items: { $ref: "#/components/schemas/ProblemField" },
        },
      },
      required: ["type", "title", "status", "detail", "instance", "code"],
    },
    ProblemField: {
      type: "object",
      description: "One fault.",
      properties: {
        pointer: { type: "string", format: "json-pointer", description: "Where in the request (RFC 6901)." },
        code: { type: "string", description: "Stable code, for programs." },
        detail: { type: "string", description: "What is wrong." },
      },
      required: ["pointer", "code", "detail"],
    },
    StoredFile: {
      type: "object",
      description: "A stored file.",
      properties: {
        fileId: {
          type: "string",
          pattern: "^[0-9a-f]{64}$",
          description: "SHA-256 of the content; calls take this id.",
        },
        size: { type: "integer", minimum: 1, maximum: 20_000_000, description: "In bytes." },
      },
      required: ["fileId", "size"],
    },
  },
} as const;

/** The one route that is no RPC. */
export const uploadPath: Readonly<Record<string, Schema>> = {
  put: {
    operationId: "putFile",
    tags: ["Files"],
    summary: "Stores a file",
    description: "Stores a file of at most 20 MB; the same content gives the same id. For signed-in callers.",
    security: [{ bearer: [] }, { cookie: [] }],
    parameters: [{ $ref: "#/components/parameters/AcceptLanguage" }],
    requestBody: {
      required: true,
      content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
    },
    responses: {
      "200": {
        description: "Stored.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/StoredFile" } } },
      },
      "4XX": { $ref: "#/components/responses/Refused" },
      "5XX": { $ref: "#/components/responses/Unavailable" },
    },
  },
};
