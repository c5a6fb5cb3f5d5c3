let end: (() => Promise<void>) | undefined;

/** What the preloaded SDK wants done before the process ends. */
export function onTelemetryEnd(work: () => Promise<void>): void {
  end = work;
}

/** Sends the spans that are left; a collector that doesn't answer holds nobody up for longer than the limit. */
export async function endTelemetry(limitMs = 3_000): Promise<void> {
  if (end === undefined) return;
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (late = setTimeout(resolve, limitMs)));
  await Promise.race([end().catch(() => undefined), patience]);
  clearTimeout(late);
}
