import { type Language } from "../i18n/format.ts";
import { readLocal, writeLocal } from "./local.ts";

type Theme = "system" | "light" | "dark";

/** As whom somebody with two kinds of work is here. */
export type Desk = "own" | "office";

export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  readonly desk: Desk;
}

export function readSettings(): Settings {
  const stored = (readLocal("settings") ?? {}) as Partial<Settings>;
  return {
    language: stored.language === "en" ? "en" : "id",
    theme: stored.theme === "light" || stored.theme === "dark" ? stored.theme : "system",
    desk: stored.desk === "office" ? "office" : "own",
  };
}

export function applySettings(settings: Settings): void {
  const root = document.documentElement;
  root.lang = settings.language;
  if (settings.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = settings.theme;
}

export const writeSettings = (settings: Settings): void => writeLocal("settings", settings);
