import type * as Open from "../../../services/common/src/postgres/open.ts";
import { mutant, type Mutant } from "./mutant.ts";

/** A commit on such a connection waits for the server's own disk and for no standby. */
function alone(address: string): string {
  const url = new URL(address);
  url.searchParams.set("options", "-c synchronous_commit=local");
  return url.href;
}

export const standbyMutants: Readonly<Record<string, Mutant>> = {
  "content-with-one-disk": mutant<typeof Open>(
    "postgres/open",
    "a service that is content when one server has what it commits",
    ({ openClient, openDatabase }) => ({
      openClient: (url, name, options) => openClient(alone(url), name, options),
      openDatabase: (options) => openDatabase({ ...options, url: alone(options.url) }),
    }),
  ),
};
