import { useEffect, useRef } from "preact/hooks";
import { defineWords } from "../i18n/define.ts";
import { useWords } from "../i18n/words.ts";
import { useApp } from "../state/context.ts";

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
  const row = useRef<HTMLElement>(null);
  // A phone has no room for all of them side by side.
  useEffect(() => {
    const { current: shownRow } = row;
    const shown = shownRow?.querySelector<HTMLElement>("[aria-current]");
    if (shownRow && shown) shownRow.scrollLeft = shown.offsetLeft - (shownRow.clientWidth - shown.offsetWidth) / 2;
  }, [current]);
  return (
    <nav ref={row} class="tabs scrolls" aria-label={w.label}>
      {tabs.map(([href, name]) => (
        <a key={name} href={href} aria-current={name === current ? "page" : undefined}>
          {w[name]}
          {name === "entries" && teamCount !== undefined && teamCount > 0 && <em class="num">{teamCount}</em>}
        </a>
      ))}
    </nav>
  );
}
