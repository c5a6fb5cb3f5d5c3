export { folderStore } from "./folder.ts";
export { sweepFolder } from "./sweep.ts";
export { type FileStore, type KeepingStore, type StoredFile } from "./store.ts";
