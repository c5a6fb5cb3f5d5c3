import { type Scene } from "./scene.ts";

export const peopleScenes: readonly Scene[] = [];
