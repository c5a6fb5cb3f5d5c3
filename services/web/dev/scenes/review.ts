import { type Scene } from "./scene.ts";

export const reviewScenes: readonly Scene[] = [];
