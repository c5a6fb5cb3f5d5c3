import { useEffect } from "preact/hooks";
import { useApp } from "./context.ts";

/** Many entries of one team are one reading. */
const gatherMs = 300;

/** Reads again when something changed of one of these people; of anybody who may be seen when none is named. */
export function useLive(reload: () => void, personId?: string): void {
  const { live } = useApp().platform;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = live.onChanged((personIds) => {
      if (personIds !== undefined && personId !== undefined && !personIds.has(personId)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (document.visibilityState === "visible") reload();
      }, gatherMs);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [live, reload, personId]);
}
