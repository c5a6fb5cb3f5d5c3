import { type Scene } from "./scene.ts";

export const planScenes: readonly Scene[] = [];
