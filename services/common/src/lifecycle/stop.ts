import { errorFields } from "../telemetry/log.ts";
import { endTelemetry } from "../telemetry/shutdown.ts";

/** Something that ends in its own good time. */
export type Stoppable = { stop(): Promise<void> };

/** On SIGTERM or SIGINT stops the parts one after another, in the order given; a second signal or 25 s end it hard. */
export function stopOnSignal(
  parts: readonly Stoppable[],
  exit: (code: number) => void = (code) => process.exit(code),
): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) {
      exit(1);
      return;
    }
    stopping = true;
    const limit = setTimeout(() => exit(1), 25_000).unref();
    let code = 0;
    for (const part of parts) {
      try {
        await part.stop();
      } catch (error) {
        code = 1;
        process.stderr.write(`stop: ${JSON.stringify(errorFields(error))}\n`);
      }
    }
    await endTelemetry();
    clearTimeout(limit);
    exit(code);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
}
