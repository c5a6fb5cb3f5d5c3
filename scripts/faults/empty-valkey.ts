import { connect } from "node:net";

/** Deletes all that a Valkey holds. */
export function emptyValkey(url: string): Promise<void> {
  const { port, password } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(`AUTH ${password}\r\nFLUSHALL\r\n`));
    socket.setTimeout(5_000, () => socket.destroy(new Error("Valkey does not answer")));
    let said = "";
    socket.on("error", reject).on("data", (data) => {
      said += data.toString();
      if (said.split("\r\n").length < 3) return;
      socket.destroy();
      if (said === "+OK\r\n+OK\r\n") resolve();
      else reject(new Error(`Valkey says ${said}`));
    });
  });
}
