import { type Api, createApi } from "../api/calls.ts";
import { type Client, createClient } from "../api/client.ts";
import { type Clock, createClock } from "../api/clock.ts";
import { sendFile } from "../api/transfer.ts";
import { createUuidV7 } from "../entries/uuid.ts";
import { type Language } from "../i18n/format.ts";
import { memoryFile, openOutboxFile } from "../offline/database.ts";
import { openOutboxStore, type OutboxStore } from "../offline/store.ts";
import { createLive, type Live } from "./live.ts";
import { readLocal, writeLocal } from "./local.ts";
import { readSettings } from "./settings.ts";

/** What lives as long as the page: made once, given to everything by context. */
export interface Platform {
  readonly clock: Clock;
  readonly api: Api;
  /** For the calls of one page, which stand beside it. */
  readonly client: Client;
  readonly newId: () => string;
  readonly live: Live;
  readonly outbox: OutboxStore;
  setLanguage: (language: Language) => void;
  onSignedOut: (listener: () => void) => () => void;
}

const random = (bytes: Uint8Array<ArrayBuffer>): void => {
  crypto.getRandomValues(bytes);
};

async function openOutbox(): Promise<OutboxStore> {
  try {
    return await openOutboxStore(await openOutboxFile());
  } catch {
    return openOutboxStore(memoryFile());
  }
}

export async function createPlatform(): Promise<Platform> {
  const clock = createClock({
    deviceNow: () => Date.now(),
    load: () => Number(readLocal("clock") ?? 0),
    save: (offsetMs) => writeLocal("clock", offsetMs),
  });
  let { language } = readSettings();
  const listeners = new Set<() => void>();
  const client = createClient({
    fetch: (input, init) => fetch(input, init),
    sendFile,
    clock,
    language: () => language,
    onSignedOut: () => {
      for (const listener of listeners) listener();
    },
  });
  const newId = createUuidV7(clock.now, random);
  const api = createApi(client, newId);
  return {
    clock,
    newId,
    client,
    api,
    live: createLive({
      open: () => new EventSource("/v1/live"),
      renew: () => api.me(),
      isVisible: () => document.visibilityState === "visible",
      random: () => Math.random(),
      onVisibility: (listener) => document.addEventListener("visibilitychange", listener),
    }),
    outbox: await openOutbox(),
    setLanguage(chosen) {
      language = chosen;
    },
    onSignedOut(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
