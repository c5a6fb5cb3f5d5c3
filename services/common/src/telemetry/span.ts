import { context, propagation, type Span, SpanStatusCode, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("kinerja");

/** Runs `work` in a span of its own. Attributes never carry names, numbers of persons or amounts. */
export function inSpan<T>(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
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
