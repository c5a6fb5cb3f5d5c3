import { Problem } from "./problem.ts";

/** Share of a file that has been sent, 0 to 1. */
export type Progress = (share: number) => void;

/** What the gateway keeps of a file: the id is the SHA-256 of its content. */
export interface StoredFile {
  readonly fileId: string;
  readonly size: number;
}

export interface Downloaded {
  readonly content: Blob;
  /** As the server names it; empty when it does not. */
  readonly fileName: string;
}

export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

export type SendFile = (
  path: string,
  file: Blob,
  headers: Readonly<Record<string, string>>,
  onProgress: Progress,
) => Promise<Sent>;

/** A slow line may take long; one on which nothing moves is given up. */
const stallMs = 30_000;
const limitMs = 10 * 60_000;

/** Sends a file as the body of a PUT. By XMLHttpRequest: fetch does not tell how far an upload is. */
export const sendFile: SendFile = (path, file, headers, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stall: ReturnType<typeof setTimeout> | undefined;
    const give = (code: "TIMEOUT" | "OFFLINE") => () => {
      clearTimeout(stall);
      reject(new Problem({ status: 0, code }));
      request.abort();
    };
    const watch = () => {
      clearTimeout(stall);
      stall = setTimeout(give("TIMEOUT"), stallMs);
    };
    request.open("PUT", path);
    request.timeout = limitMs;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      watch();
      onProgress(total === 0 ? 0 : loaded / total);
    };
    request.onload = () => {
      clearTimeout(stall);
      const { status, responseText: text } = request;
      resolve({ status, text, header: (name) => request.getResponseHeader(name) });
    };
    request.onerror = give("OFFLINE");
    request.ontimeout = give("TIMEOUT");
    watch();
    request.send(file);
  });

/** Hands a file to the person as a download. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers begin to read only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
