import { useEffect, useRef, useState } from "preact/hooks";
import { AccountMenu } from "./components/account-menu.tsx";
import { Bell } from "./components/bell.tsx";
import { Icon, Mark } from "./components/icon.tsx";
import { LanguageSwitch } from "./components/language-switch.tsx";
import { Note, ProblemNote, Skeleton, State } from "./components/parts.tsx";
import { type Messages } from "./i18n/id.ts";
import { menuPageOf, type NavEntry, navOf } from "./navigation.ts";
import { type PageProps, usePage } from "./pages/pages.tsx";
import { type PageName, type Route } from "./router.ts";
import { useStanding } from "./state/use-standing.ts";
import { afterPaint } from "./state/after-paint.ts";
import { useApp } from "./state/context.ts";
import { mondayOf } from "./time/dates.ts";
import { dateIn } from "./time/zone.ts";
import { type Me } from "./api/types.ts";

function Nav({ entries, page }: { entries: readonly NavEntry[]; page: PageName }) {
  const { t } = useApp();
  return (
    <nav class="nav" aria-label={t.shell.menu}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.page}>
            <a href={entry.href} aria-current={entry.page === menuPageOf(page, entries) ? "page" : undefined}>
              <Icon name={entry.icon} />
              <span>{entry.label}</span>
              {(entry.count ?? 0) > 0 && (
                <em>
                  <span class="vh">, </span>
                  {entry.count}
                  <span class="vh"> {t.shell.toSee}</span>
                </em>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Signal({ personId }: { personId: string }) {
  const { t, outbox } = useApp();
  const waiting = outbox.items.filter((item) => item.status === "waiting" && item.personId === personId).length;
  if (waiting > 0) {
    return (
      <State tone="wait" icon={outbox.isOnline && !outbox.pause ? "clock" : "signal"}>
        {t.common.waiting(waiting)}
      </State>
    );
  }
  return outbox.isOnline ? null : (
    <State tone="wait" icon="signal">
      {t.common.offline}
    </State>
  );
}

/** "WP" of "Wulan Pratiwi, S.K.M.": titles after the comma and before the name are no initials. */
function initialsOf(name: string): string {
  const words = (name.split(",")[0] ?? "").split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}

function Top({ me, onAccount }: { me: Me | undefined; onAccount: () => void }) {
  const { t } = useApp();
  const [place, doing] = useStanding(me);
  return (
    <header class="top">
      <a class="brand" href="/">
        <Mark />
        <span>
          Kinerja<small>{place}</small>
        </span>
      </a>
      {me && (
        <>
          <Signal personId={me.personId} />
          <Bell me={me} />
          <button type="button" class="who" aria-haspopup="dialog" onClick={onAccount}>
            <b aria-hidden="true">{initialsOf(me.name)}</b>
            <em class="vh">{t.shell.account}: </em>
            <span>
              {me.name}
              <small>{doing}</small>
            </span>
          </button>
        </>
      )}
    </header>
  );
}

function Banner() {
  const { t, session, outbox } = useApp();
  if (session.session.status === "in" && session.session.isExpired) {
    const target = `/masuk?ke=${encodeURIComponent(location.pathname + location.search)}`;
    return (
      <Note tone="wait" icon="lock" title={t.shell.expiredTitle} alert>
        <p>{t.shell.expiredText}</p>
        <a class="btn" href={target}>
          {t.shell.signInAgain}
        </a>
      </Note>
    );
  }
  return outbox.store.isDurable ? null : (
    <Note tone="wait" icon="warn">
      <p>{t.shell.notDurable}</p>
    </Note>
  );
}

function Body({ route }: { route: Route }) {
  const { t, session } = useApp();
  const { page: Page, isFailed, retry } = usePage(route.page);
  const { session: now, check } = session;
  if (now.status === "failed")
    return <ProblemNote problem={now.problem} title={t.shell.pageFailed} onRetry={() => void check()} />;
  if (isFailed) {
    return (
      <Note tone="bad" icon="warn" title={t.shell.pageFailed} alert>
        <p>{t.problems.offline}</p>
        <button type="button" class="btn" onClick={retry}>
          {t.common.retry}
        </button>
      </Note>
    );
  }
  if (now.status !== "in" || Page === undefined) return <Skeleton lines={4} tall />;
  return (
    <>
      <Banner />
      <Page query={route.query} />
    </>
  );
}

/** Announces a new page: title, top, and focus on the content, but not at the first one. */
function usePageFocus({ page }: Route, title: string): void {
  const last = useRef(page);
  useEffect(() => {
    document.title = `${title} · Kinerja`;
    if (last.current === page) return;
    last.current = page;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  }, [page, title]);
}

function titleOf(page: PageName, t: Messages): string {
  if (page === "signIn") return t.signIn.title;
  if (page === "activate") return t.activate.title;
  return page === "none" ? t.shell.notFoundTitle : t.shell[page];
}

/** Counts the team's findings once the first page is drawn. */
function useTeamCount(me: Me | undefined, page: PageName): void {
  const { platform, setTeamCount } = useApp();
  const { api, clock } = platform;
  const zone = me?.employments[0]?.zone;
  const isWanted = me !== undefined && me.subordinateCount > 0 && page !== "team";
  useEffect(() => {
    if (!isWanted || zone === undefined) return;
    const count = async () => {
      const members = await api.inbox(mondayOf(dateIn(zone, clock.now())));
      setTeamCount(members.reduce((sum, { exceptions }) => sum + exceptions.length, 0));
    };
    // A count that can't be had is left out: the page itself says what is wrong.
    return afterPaint(() => void count().catch(() => undefined));
  }, [api, clock, zone, isWanted, setTeamCount]);
}

/** Frame of the pages for people who are signed in. */
export function Shell({ route }: { route: Route }) {
  const { t, session, settings, teamCount } = useApp();
  const [isAccountOpen, setAccountOpen] = useState(false);
  const me = session.session.status === "in" ? session.session.me : undefined;
  const entries = me ? navOf(me, settings.desk, t, teamCount) : [];
  usePageFocus(route, titleOf(route.page, t));
  useTeamCount(me, route.page);
  return (
    <>
      <a class="skip" href="#isi">
        {t.shell.skip}
      </a>
      <Top me={me} onAccount={() => setAccountOpen(true)} />
      <div class="app">
        <Nav entries={entries} page={route.page} />
        <main class="page" id="isi" tabIndex={-1}>
          <Body route={route} />
        </main>
      </div>
      {me && isAccountOpen && <AccountMenu me={me} onClose={() => setAccountOpen(false)} />}
    </>
  );
}

/** Frame of the pages before sign-in. */
export function Gate({ route }: { route: Route }) {
  const { t } = useApp();
  const { page: Page, isFailed, retry } = usePage(route.page);
  usePageFocus(route, titleOf(route.page, t));
  const props: PageProps = { query: route.query };
  return (
    <div class="gate">
      <header>
        <GatePicture />
        <div class="brand">
          <Mark />
          <span>
            Kinerja<small>{t.shell.tagline}</small>
          </span>
        </div>
        <p>{t.shell.motto}</p>
      </header>
      <main class="page" id="isi" tabIndex={-1}>
        {isFailed && (
          <Note tone="bad" icon="warn" title={t.shell.pageFailed} alert>
            <button type="button" class="btn" onClick={retry}>
              {t.common.retry}
            </button>
          </Note>
        )}
        <LanguageSwitch />
        {Page && <Page {...props} />}
      </main>
    </div>
  );
}

/** Half-widths of the woven diamonds on a grid of 10, row by row from the upper right corner. */
const weave: readonly (readonly number[])[] = [
  [4.6, 2.1, 3.8, 1.7, 2.9, 1.1],
  [2.2, 2, 1.8, 1.5, 1.2, 0.8],
  [2, 3.7, 1.6, 2.7, 1],
  [1.9, 1.7, 1.4, 1.1],
  [3.5, 1.5, 2.4, 0.8],
  [1.6, 1.3, 0.9],
  [1.4, 2.1],
  [1.2],
  [1.8],
];

function GatePicture() {
  const diamonds = weave.flatMap((row, line) =>
    row.map((half, place) => {
      const x = 100 - place * 10 - (line % 2) * 5;
      return `M${String(x)} ${String(line * 5 - half)}l${String(half)} ${String(half)}-${String(half)} ${String(half)}-${String(half)}-${String(half)}z`;
    }),
  );
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="xMaxYMin slice" fill="currentColor" aria-hidden="true">
      <path d={diamonds.join("")} />
    </svg>
  );
}
