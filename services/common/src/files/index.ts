export { folderStore } from "./folder.ts";
export { type FilesConfig, filesConfig, openFiles } from "./open-files.ts";
export { sweepFolder } from "./sweep.ts";
export { type FileStore, type KeepingStore, type StoredFile } from "./store.ts";
