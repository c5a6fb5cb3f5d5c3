import { type Scene } from "./scene.ts";

export const treeScenes: readonly Scene[] = [];
