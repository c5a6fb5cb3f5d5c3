export { folderStore } from "./folder.ts";
export { type FilePiece, uploadedPieces } from "./pieces.ts";
export { filesArea, type FilesConfig, filesConfig, openFiles } from "./open-files.ts";
export { type Receipts, receiptsIn } from "./receipts.ts";
export { sweepFolder } from "./sweep.ts";
export { type FileStore, type KeepingStore, type StoredFile } from "./store.ts";
