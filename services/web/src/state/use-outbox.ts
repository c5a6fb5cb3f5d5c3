import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Outbox } from "../offline/outbox.ts";
import { type Pause, type Sender, startSender } from "../offline/sender.ts";
import { type OutboxStore } from "../offline/store.ts";
import { type Platform } from "./platform.ts";

export interface OutboxControl {
  readonly items: Outbox;
  readonly store: OutboxStore;
  /** Why nothing is sent at the moment; undefined while all is well. */
  readonly pause: Pause | undefined;
  readonly isOnline: boolean;
  /** What waits cannot go at the moment: no signal, or the last call failed. */
  readonly isHeld: boolean;
  /** Makes a change durable, then sends. */
  change: (step: (outbox: Outbox) => Outbox) => Promise<void>;
  wake: () => void;
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const tell = () => setOnline(navigator.onLine);
    addEventListener("online", tell);
    addEventListener("offline", tell);
    return () => {
      removeEventListener("online", tell);
      removeEventListener("offline", tell);
    };
  }, []);
  return isOnline;
}

const timer = (ms: number, run: () => void): (() => void) => {
  const handle = setTimeout(run, ms);
  return () => clearTimeout(handle);
};

/** The outbox of the signed-in person; it sends while somebody is signed in. */
export function useOutbox(
  { outbox: store, api }: Platform,
  personId: string | undefined,
  isExpired: boolean,
): OutboxControl {
  const [items, setItems] = useState(store.read);
  const [pause, setPause] = useState<Pause | undefined>(undefined);
  const isOnline = useOnline();
  const sender = useRef<Sender | undefined>(undefined);

  useEffect(() => store.watch(() => setItems(store.read())), [store]);

  useEffect(() => {
    setPause(undefined);
    if (personId === undefined || isExpired || !isOnline) return;
    const { read, change } = store;
    const started = startSender({
      personId,
      read,
      change,
      record: api.record,
      after: timer,
      random: () => Math.random(),
      onPause: setPause,
    });
    sender.current = started;
    const onVisible = () => document.visibilityState === "visible" && started.wake();
    document.addEventListener("visibilitychange", onVisible);
    started.wake();
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      started.stop();
      sender.current = undefined;
    };
  }, [store, api, personId, isExpired, isOnline]);

  return useMemo(() => {
    const wake = () => sender.current?.wake();
    return {
      items,
      store,
      pause,
      isOnline,
      isHeld: !isOnline || pause !== undefined,
      wake,
      async change(step) {
        await store.change(step);
        wake();
      },
    };
  }, [items, store, pause, isOnline]);
}
