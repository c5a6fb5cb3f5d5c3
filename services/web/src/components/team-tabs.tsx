import { defineWords } from "../i18n/define.ts";
import { useWords } from "../i18n/words.ts";
import { useApp } from "../state/context.ts";

const words = defineWords({
  id: { label: "Bagian halaman tim", entries: "Catatan", plans: "Rencana", evaluations: "Evaluasi" },
  en: { label: "Parts of the team pages", entries: "Entries", plans: "Plans", evaluations: "Evaluations" },
});

const tabs = [
  ["/tim", "entries"],
  ["/tim/rencana", "plans"],
  ["/tim/evaluasi", "evaluations"],
] as const;

export type TeamTab = (typeof tabs)[number][1];

/** The three pages of the superior, beside each other. */
export function TeamTabs({ current }: { current: TeamTab }) {
  const w = useWords(words);
  const { teamCount } = useApp();
  return (
    <nav class="tabs" aria-label={w.label}>
      {tabs.map(([href, name]) => (
        <a key={name} href={href} aria-current={name === current ? "page" : undefined}>
          {w[name]}
          {name === "entries" && teamCount !== undefined && teamCount > 0 && <em class="num">{teamCount}</em>}
        </a>
      ))}
    </nav>
  );
}
