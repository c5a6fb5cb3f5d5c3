import { defineWords } from "../i18n/define.ts";
import { useWords } from "../i18n/words.ts";
import { useApp } from "../state/context.ts";
import { Tabs } from "./tabs.tsx";

const words = defineWords({
  id: {
    label: "Bagian halaman tim",
    entries: "Catatan",
    work: "Kerja",
    tasks: "Tugas",
    plans: "Rencana",
    evaluations: "Evaluasi",
  },
  en: {
    label: "Parts of the team pages",
    entries: "Entries",
    work: "Work",
    tasks: "Tasks",
    plans: "Plans",
    evaluations: "Evaluations",
  },
});

const tabs = [
  ["/tim", "entries"],
  ["/tim/kerja", "work"],
  ["/tim/tugas", "tasks"],
  ["/tim/rencana", "plans"],
  ["/tim/evaluasi", "evaluations"],
] as const;

export type TeamTab = (typeof tabs)[number][1];

/** The pages of the superior, beside each other. */
export function TeamTabs({ current }: { current: TeamTab }) {
  const w = useWords(words);
  const { teamCount } = useApp();
  const shown = tabs.map(([href, name]) => ({
    ...{ href, isCurrent: name === current },
    text: (
      <>
        {w[name]}
        {name === "entries" && teamCount !== undefined && teamCount > 0 && <em class="num">{teamCount}</em>}
      </>
    ),
  }));
  return <Tabs label={w.label} tabs={shown} />;
}
