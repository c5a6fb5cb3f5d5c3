/** The pages that exist; an address of none of them is "none". */
export type PageName =
  | "today"
  | "team"
  | "teamWork"
  | "teamTasks"
  | "teamPlans"
  | "teamEvaluations"
  | "plan"
  | "evaluation"
  | "allowance"
  | "agreements"
  | "people"
  | "runs"
  | "facts"
  | "tree"
  | "notices"
  | "signIn"
  | "activate"
  | "none";

export interface Route {
  readonly page: PageName;
  readonly query: URLSearchParams;
}

const pages: ReadonlyMap<string, PageName> = new Map([
  ["/", "today"],
  ["/tim", "team"],
  ["/tim/kerja", "teamWork"],
  ["/tim/tugas", "teamTasks"],
  ["/tim/rencana", "teamPlans"],
  ["/tim/evaluasi", "teamEvaluations"],
  ["/rencana", "plan"],
  ["/evaluasi", "evaluation"],
  ["/tunjangan", "allowance"],
  ["/perjanjian", "agreements"],
  ["/pegawai", "people"],
  ["/proses", "runs"],
  ["/data-penggajian", "facts"],
  ["/pohon", "tree"],
  ["/pemberitahuan", "notices"],
  ["/masuk", "signIn"],
  ["/aktivasi", "activate"],
]);

export const isPublic = (page: PageName): boolean => page === "signIn" || page === "activate";

export function routeOf(address: string): Route {
  const { pathname, searchParams } = new URL(address, "http://local");
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  return { page: pages.get(path) ?? "none", query: searchParams };
}

/** Where to go after sign-in: only to a page of our own. */
export function safeTarget(target: string | null): string {
  if (target === null || !/^\/(?![/\\])/.test(target)) return "/";
  const { page } = routeOf(target);
  return page === "none" || isPublic(page) ? "/" : target;
}

const navigated = "kinerja:navigated";

export function navigate(target: string, how: "push" | "replace" = "push"): void {
  history[how === "push" ? "pushState" : "replaceState"](null, "", target);
  dispatchEvent(new Event(navigated));
}

const opensHere = (event: MouseEvent, link: HTMLAnchorElement): boolean =>
  event.button === 0 &&
  !event.metaKey &&
  !event.ctrlKey &&
  !event.shiftKey &&
  !event.altKey &&
  link.origin === location.origin &&
  (link.target === "" || link.target === "_self") &&
  !link.hasAttribute("download");

/** Calls back with the address now and after each move; plain links of the page become moves. */
export function watchAddress(listener: (address: string) => void): () => void {
  const tell = () => listener(location.pathname + location.search);
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.defaultPrevented || !opensHere(event, link)) return;
    if (link.hash !== "" || routeOf(link.href).page === "none") return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  };
  addEventListener("popstate", tell);
  addEventListener(navigated, tell);
  document.addEventListener("click", onClick);
  return () => {
    removeEventListener("popstate", tell);
    removeEventListener(navigated, tell);
    document.removeEventListener("click", onClick);
  };
}
