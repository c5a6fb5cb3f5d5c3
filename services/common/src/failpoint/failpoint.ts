/** A place where a process can be made to die. `of` says which one of several of its kind, such as the path of a call. */
export type Failpoint = (name: string, of?: string) => void;

const form = /^([\w.-]+(?:\/[\w./-]+)?):exit(?::(\d{1,9}))?$/;

/**
 * FAILPOINT=NAME:exit or NAME:exit:N lets the process die without a word when it comes by for the first or the Nth time: between two steps where
 * a kill from outside would hardly ever hit. Unset, coming by costs nothing. For demo and test sites only.
 */
export function createFailpoint(
  { FAILPOINT = "", SITE_KIND = "" }: NodeJS.ProcessEnv,
  die: () => unknown = () => process.kill(process.pid, "SIGKILL"),
): Failpoint {
  if (FAILPOINT === "") return () => undefined;
  if (SITE_KIND !== "demo" && SITE_KIND !== "test")
    throw new Error(`FAILPOINT ends this process and is refused on a site of kind "${SITE_KIND}"`);
  const match = form.exec(FAILPOINT);
  if (match === null) throw new Error(`FAILPOINT=${FAILPOINT}: must be NAME:exit or NAME:exit:N`);
  const [, wanted, times = "1"] = match;
  let left = Number(times);
  return (name, of = "") => {
    if (name + of !== wanted) return;
    left--;
    if (left === 0) die();
  };
}
