import { type Language } from "../i18n/format.ts";
import { readLocal, writeLocal } from "./local.ts";

type Theme = "system" | "light" | "dark";

export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
}

export function readSettings(): Settings {
  const stored = (readLocal("settings") ?? {}) as Partial<Settings>;
  return {
    language: stored.language === "en" ? "en" : "id",
    theme: stored.theme === "light" || stored.theme === "dark" ? stored.theme : "system",
  };
}

export function applySettings(settings: Settings): void {
  const root = document.documentElement;
  root.lang = settings.language;
  if (settings.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = settings.theme;
}

export const writeSettings = (settings: Settings): void => writeLocal("settings", settings);
