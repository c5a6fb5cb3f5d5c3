import { type Scene } from "./scene.ts";

export const allowanceScenes: readonly Scene[] = [];
