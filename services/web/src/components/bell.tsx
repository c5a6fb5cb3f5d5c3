import { useEffect, useState } from "preact/hooks";
import { type Me } from "../api/types.ts";
import { useApp } from "../state/context.ts";
import { afterPaint } from "../state/after-paint.ts";
import { Icon } from "./icon.tsx";

/** Now and again while the page stays open. */
const againMs = 10 * 60_000;

/** Unread notices; 0 while unknown: a count that can't be had is left out. */
function useUnread({ personId }: Me): number {
  const { client } = useApp().platform;
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const count = async () => {
      const { countUnread } = await import("../pages/notices/read-marks.ts");
      const found = await countUnread(client, personId);
      if (isCurrent) setUnread(found);
    };
    const look = () => void (document.visibilityState === "visible" && count().catch(() => undefined));
    const clear = () => setUnread(0);
    const first = afterPaint(look);
    const again = setInterval(look, againMs);
    addEventListener("kinerja:notices-read", clear);
    return () => {
      isCurrent = false;
      first();
      clearInterval(again);
      removeEventListener("kinerja:notices-read", clear);
    };
  }, [client, personId]);
  return unread;
}

export function Bell({ me }: { me: Me }) {
  const { t } = useApp();
  const unread = useUnread(me);
  return (
    <a class="bell" href="/pemberitahuan">
      <Icon name="bell" />
      <span class="vh">{t.shell.notices}</span>
      {unread > 0 && (
        <em>
          <span class="vh">, </span>
          {unread > 99 ? "99+" : unread}
          <span class="vh"> {t.shell.unread}</span>
        </em>
      )}
    </a>
  );
}
