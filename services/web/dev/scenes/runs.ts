import { type Scene } from "./scene.ts";

export const runsScenes: readonly Scene[] = [];
