import { useApp } from "../state/context.ts";
import { type Language } from "../i18n/format.ts";

/** Each language by its own name. */
export const languages: readonly (readonly [Language, string])[] = [
  ["id", "Bahasa Indonesia"],
  ["en", "English"],
];

/** The other language, for pages where nobody is signed in and there is no account menu yet. */
export function LanguageSwitch() {
  const { settings, changeSettings } = useApp();
  return (
    <p class="language">
      {languages
        .filter(([language]) => language !== settings.language)
        .map(([language, name]) => (
          <button
            key={language}
            type="button"
            class="btn link"
            lang={language}
            onClick={() => changeSettings({ language })}
          >
            {name}
          </button>
        ))}
    </p>
  );
}
