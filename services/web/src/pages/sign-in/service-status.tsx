import { Note } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { dateIn, timeIn } from "../../time/zone.ts";
import { words } from "./words.ts";

/** Does the service run? What anybody may ask: the public keys, which come through the gateway from identity. */
export function ServiceStatus() {
  const w = useWords(words);
  const { f, platform } = useApp();
  const { client, clock } = platform;
  const { value, problem } = useLoad(async () => {
    await client.get("/v1/auth/keys", { isAuth: true });
    return clock.now();
  }, [client, clock]);
  if (problem) {
    return (
      <Note tone="wait" icon={problem.code === "OFFLINE" ? "signal" : "clock"} title={w.awayTitle}>
        <p>{w.awayText}</p>
      </Note>
    );
  }
  // The same length before and after the answer: nothing moves.
  const now = value ?? clock.now();
  return (
    <Note tone={value === undefined ? "plain" : "ok"} icon={value === undefined ? "clock" : "done"}>
      <p role="status">
        <b>{value === undefined ? w.asking : w.runs}</b>{" "}
        {w.at(f.time(timeIn("WIB", now)), f.fullDay(dateIn("WIB", now)))} {w.limit}
      </p>
    </Note>
  );
}
