export { settings, type Settings } from "./settings.ts";
