import {
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

const tracer = trace.getTracer("kinerja");

type Attributes = Readonly<Record<string, string | number>>;

/** Runs `work` in a span of its own. Attributes never carry names, numbers of persons or amounts. */
export function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
  options: Pick<SpanOptions, "kind" | "links" | "root"> = {},
): Promise<T> {
  return tracer.startActiveSpan(name, { ...options, attributes: { ...attributes } }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

const linkLimit = 32;
const lookLimit = 1_000;

function linksTo(traceparents: readonly string[]): Link[] {
  return traceparents.flatMap((traceparent) => {
    const found = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
    return found === undefined ? [] : [{ context: found }];
  });
}

type Caused = { readonly headers?: Readonly<Record<string, string>> };

/** Different ones, the first few: a batch can hold thousands of records. */
function causesOf(records: readonly Caused[]): string[] {
  const found = new Set<string>();
  for (const { headers } of records.slice(0, lookLimit)) {
    const traceparent = headers?.["traceparent"];
    if (traceparent !== undefined) found.add(traceparent);
    if (found.size === linkLimit) break;
  }
  return [...found];
}

/**
 * One span for a batch, since a span for each record would cost more than the record. A batch that one act caused is a part of that act's trace;
 * one of many acts begins its own and links to them.
 */
export function inBatchSpan<T>(
  name: string,
  attributes: Attributes,
  records: readonly Caused[],
  work: () => Promise<T>,
  kind: NonNullable<SpanOptions["kind"]>,
): Promise<T> {
  const [cause, ...others] = causesOf(records);
  if (cause !== undefined && others.length === 0)
    return context.with(propagation.extract(ROOT_CONTEXT, { traceparent: cause }), () =>
      inSpan(name, attributes, work, { kind }),
    );
  const links = cause === undefined ? [] : linksTo([cause, ...others]);
  return inSpan(name, attributes, work, { kind, links, root: true });
}

/** Runs `work` as a part of the trace that a W3C traceparent names. */
export function continueTrace<T>(traceparent: string | undefined, work: () => T): T {
  if (traceparent === undefined) return work();
  return context.with(propagation.extract(context.active(), { traceparent }), work);
}

/** The W3C traceparent of the moment, for headers; undefined while nothing traces. */
export function traceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier["traceparent"];
}
