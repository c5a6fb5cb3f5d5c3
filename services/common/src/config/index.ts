export { settings, type Settings, SettingsError } from "./settings.ts";
