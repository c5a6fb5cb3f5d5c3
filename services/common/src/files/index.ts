export { folderStore } from "./folder.ts";
export { type FileStore, type StoredFile } from "./store.ts";
