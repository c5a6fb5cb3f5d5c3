/** One message stays far below the 16 MiB that a client takes. */
const mostBytes = 1024 * 1024;

/**
 * Rows of a stream in the messages that they travel in: at most so many in one, fewer where they are large. A sealed
 * month of 900 bytes cost 97 µs of CPU at both ends as a message of its own, and 37 µs with a hundred or more in each, 23 of them for its own
 * encoding and decoding. What the rows end with is given back as it is.
 */
export async function* inMessages<Row extends Uint8Array, End>(
  rows: AsyncGenerator<Row, End>,
  most: number,
): AsyncGenerator<Row[], End> {
  let [message, bytes]: [Row[], number] = [[], 0];
  try {
    for (;;) {
      const next = await rows.next();
      if (next.done === true) {
        if (message.length > 0) yield message;
        return next.value;
      }
      message.push(next.value);
      bytes += next.value.length;
      if (message.length < most && bytes < mostBytes) continue;
      yield message;
      [message, bytes] = [[], 0];
    }
  } finally {
    // Whoever leaves early ends the rows, too.
    await rows.return(undefined as never);
  }
}
