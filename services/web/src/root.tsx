import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { createFormat } from "./i18n/format.ts";
import { id, type Messages } from "./i18n/id.ts";
import { isPublic, navigate, type Route, routeOf, safeTarget, watchAddress } from "./router.ts";
import { Symbols } from "./components/icon.tsx";
import { Toast } from "./components/toast.tsx";
import { Gate, Shell } from "./shell.tsx";
import { type App, AppProvider, type Notice } from "./state/context.ts";
import { type Platform } from "./state/platform.ts";
import { applySettings, readSettings, type Settings, writeSettings } from "./state/settings.ts";
import { useFiles } from "./state/use-files.ts";
import { useOutbox } from "./state/use-outbox.ts";
import { type Session, useSession } from "./state/use-session.ts";

function useRoute(): Route {
  const [address, setAddress] = useState(location.pathname + location.search);
  useEffect(() => watchAddress(setAddress), []);
  return useMemo(() => routeOf(address), [address]);
}

/** Indonesian comes with the page; other languages are loaded when somebody wants them. */
function useMessages(language: Settings["language"]): Messages {
  const [english, setEnglish] = useState<Messages | undefined>(undefined);
  useEffect(() => {
    if (language === "en") void import("./i18n/en.ts").then((module) => setEnglish(module.en));
  }, [language]);
  return language === "en" ? (english ?? id) : id;
}

function useSettings(platform: Platform): [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(readSettings);
  const change = useCallback(
    (part: Partial<Settings>) =>
      setSettings((before) => {
        const after = { ...before, ...part };
        writeSettings(after);
        applySettings(after);
        platform.setLanguage(after.language);
        return after;
      }),
    [platform],
  );
  return [settings, change];
}

/** Sends people to the page that fits their session. */
function useGuard(session: Session, { page, query }: Route): void {
  useEffect(() => {
    if (session.status === "out" && !isPublic(page)) {
      const here = location.pathname + location.search;
      navigate(here === "/" ? "/masuk" : `/masuk?ke=${encodeURIComponent(here)}`, "replace");
    }
    if (session.status === "in" && !session.isExpired && isPublic(page))
      navigate(safeTarget(query.get("ke")), "replace");
  }, [session, page, query]);
}

export function Root({ platform }: { platform: Platform }) {
  const route = useRoute();
  const [settings, changeSettings] = useSettings(platform);
  const t = useMessages(settings.language);
  const f = useMemo(() => createFormat(settings.language), [settings.language]);
  const session = useSession(platform);
  const signedIn = session.session.status === "in" ? session.session : undefined;
  const outbox = useOutbox(platform, signedIn?.me.personId, signedIn?.isExpired ?? false);
  const files = useFiles(platform, signedIn?.me.personId, signedIn?.isExpired === false && outbox.isOnline);
  const [notice, notify] = useState<Notice | undefined>(undefined);
  const [teamCount, setTeamCount] = useState<number | undefined>(undefined);
  const onNoticeDone = useCallback(() => notify(undefined), []);
  useGuard(session.session, route);

  const app: App = {
    platform,
    t,
    f,
    settings,
    changeSettings,
    session,
    outbox,
    files,
    notify,
    teamCount,
    setTeamCount,
  };
  return (
    <AppProvider value={app}>
      <Symbols />
      {isPublic(route.page) ? <Gate route={route} /> : <Shell route={route} />}
      <Toast notice={notice} onDone={onNoticeDone} />
    </AppProvider>
  );
}
