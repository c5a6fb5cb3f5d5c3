import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Me } from "../api/types.ts";
import { type Format } from "../i18n/format.ts";
import { type Messages } from "../i18n/id.ts";
import { type FilesControl } from "./use-files.ts";
import { type OutboxControl } from "./use-outbox.ts";
import { type Platform } from "./platform.ts";
import { type SessionControl } from "./use-session.ts";
import { type Settings } from "./settings.ts";

export interface App {
  readonly platform: Platform;
  readonly t: Messages;
  readonly f: Format;
  readonly settings: Settings;
  changeSettings: (change: Partial<Settings>) => void;
  readonly session: SessionControl;
  readonly outbox: OutboxControl;
  /** Files of evidence that this device keeps. */
  readonly files: FilesControl;
  /** Says in one line what was done, with a way back where there is one. */
  notify: (notice: Notice) => void;
  /** Team entries that need a look, for the menu; undefined while unknown. */
  readonly teamCount: number | undefined;
  setTeamCount: (count: number | undefined) => void;
}

export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const AppContext = createContext<App | undefined>(undefined);
export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("useApp outside of the app");
  return app;
}

/** The signed-in person; only for pages that the shell shows to somebody signed in. */
export function useMe(): Me {
  const { session } = useApp().session;
  if (session.status !== "in") throw new Error("useMe without a session");
  return session.me;
}
