/** The side of a measured process: says where it listens, answers for its time on the processor and does what it is asked. */
export function serveParent(port: number, work?: (request: never) => Promise<unknown>): void {
  const tell = (told: object): void => void process.send?.(told);
  process.on("message", (request: { cpu?: boolean }) => {
    if (request.cpu === true) {
      const { user, system } = process.cpuUsage();
      tell({ cpuUs: user + system });
      return;
    }
    work?.(request as never).then(
      (result) => tell({ result }),
      (thrown: unknown) => tell({ error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
  process.on("SIGTERM", () => process.exit(0));
  tell({ port });
}
