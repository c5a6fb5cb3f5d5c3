/** An answer and how long it took; status 0 when there was none. */
export interface Asked {
  readonly status: number;
  readonly retryAfterS: number;
  readonly json: unknown;
  readonly ms: number;
}

/** Longer than the platform takes to answer anything. */
const patienceMs = 15_000;

/** One try over HTTP, whatever comes of it; with a body it is a command. */
export async function ask(url: string, token?: string, body?: unknown): Promise<Asked> {
  const started = performance.now();
  const headers = {
    accept: "application/json, text/html",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const init = { headers, signal: AbortSignal.timeout(patienceMs) };
  const command = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  try {
    const answer = await fetch(url, { ...init, ...command });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") === true;
    const ms = performance.now() - started;
    const retryAfterS = Number(answer.headers.get("retry-after") ?? 0);
    return { status: answer.status, retryAfterS, json: isJson ? (JSON.parse(text) as unknown) : {}, ms };
  } catch {
    return { status: 0, retryAfterS: 0, json: {}, ms: performance.now() - started };
  }
}

/** An open load: what is due is done, however long the others wait. Returns what ends it. */
export function atRate(perSecond: number, act: (nth: number) => Promise<unknown>): () => void {
  const started = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1_000) * perSecond);
    while (done < due) void act(done++);
  }, 5);
  return () => clearInterval(timer);
}
