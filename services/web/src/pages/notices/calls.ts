import { Problem } from "../../api/problem.ts";
import { type Client } from "../../api/client.ts";
import { merged, type Notice, type Source, sources } from "./notice.ts";

export interface Heard {
  readonly notices: readonly Notice[];
  /** Services that gave no answer: what they have to tell is not in the list. */
  readonly silent: readonly Source[];
}

/** Asks every service; one that fails doesn't hide the others. Rejects only when none answers. */
export async function listNotices(client: Client): Promise<Heard> {
  const answers = await Promise.allSettled(
    sources.map((source) => client.get<{ notices: readonly Notice[] }>(`/v1/notices/${source}`)),
  );
  const failed = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
  if (failed.length === sources.length)
    throw failed[0] instanceof Problem ? failed[0] : new Problem({ status: 0, code: "OFFLINE" });
  return {
    notices: merged(answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.notices] : []))),
    silent: sources.filter((_, at) => answers[at]?.status === "rejected"),
  };
}
