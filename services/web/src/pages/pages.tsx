import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type PageName } from "../router.ts";

export interface PageProps {
  readonly query: URLSearchParams;
}

type Page = ComponentType<PageProps>;

/** Each page is a file of its own, loaded when it is first needed. */
const loaders: Record<PageName, () => Promise<Page>> = {
  today: async () => (await import("./today/today-page.tsx")).TodayPage,
  team: async () => (await import("./team/team-page.tsx")).TeamPage,
  teamWork: async () => (await import("./team-work/team-work-page.tsx")).TeamWorkPage,
  teamTasks: async () => (await import("./team-tasks/team-tasks-page.tsx")).TeamTasksPage,
  teamPlans: async () => (await import("./team-plans/team-plans-page.tsx")).TeamPlansPage,
  teamEvaluations: async () => (await import("./team-evaluations/team-evaluations-page.tsx")).TeamEvaluationsPage,
  plan: async () => (await import("./plan/plan-page.tsx")).PlanPage,
  evaluation: async () => (await import("./evaluation/evaluation-page.tsx")).EvaluationPage,
  allowance: async () => (await import("./allowance/allowance-page.tsx")).AllowancePage,
  agreements: async () => (await import("./agreements/agreements-page.tsx")).AgreementsPage,
  people: async () => (await import("./people/people-page.tsx")).PeoplePage,
  runs: async () => (await import("./runs/runs-page.tsx")).RunsPage,
  facts: async () => (await import("./facts/facts-page.tsx")).FactsPage,
  tree: async () => (await import("./tree/tree-page.tsx")).TreePage,
  notices: async () => (await import("./notices/notices-page.tsx")).NoticesPage,
  signIn: async () => (await import("./sign-in/sign-in-page.tsx")).SignInPage,
  activate: async () => (await import("./sign-in/activate-page.tsx")).ActivatePage,
  none: async () => (await import("./not-found-page.tsx")).NotFoundPage,
};

const loaded = new Map<PageName, Page>();

async function load(name: PageName): Promise<Page> {
  const page = loaded.get(name) ?? (await loaders[name]());
  loaded.set(name, page);
  return page;
}

export type PageState = { readonly page: Page | undefined; readonly isFailed: boolean; retry: () => void };

export function usePage(name: PageName): PageState {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState<PageName | undefined>(undefined);
  const [round, setRound] = useState(0);
  useEffect(() => {
    setFailed(undefined);
    load(name).then(
      () => redraw((count) => count + 1),
      () => setFailed(name),
    );
  }, [name, round]);
  return { page: loaded.get(name), isFailed: failed === name, retry: () => setRound((last) => last + 1) };
}
