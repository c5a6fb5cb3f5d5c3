import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { type ReturnReason, type SeenVersion, type TeamMember } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";

export interface Decisions {
  /** People whose approval is under way, for the button. */
  readonly progress: { readonly done: number; readonly all: number } | undefined;
  readonly problem: Problem | undefined;
  /** People who are still not approved after the last act. */
  readonly failed: number;
  approveAll: (members: readonly TeamMember[]) => Promise<void>;
  approveOne: (personId: string, seen: SeenVersion) => Promise<void>;
  /** Rejects with a Problem, so that the sheet keeps what was typed. */
  returnOne: (personId: string, seen: SeenVersion, reason: ReturnReason, note: string) => Promise<void>;
}

interface Tally {
  done: number;
  changed: number;
  failed: number;
  problem: Problem | undefined;
}

/** Calls at once: a team is small, and the server's limits are for everybody. */
const parallel = 4;

const asProblem = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
};

/** The superior's acts; each names what was on the screen. */
export function useDecisions(reload: () => void): Decisions {
  const { t, platform, notify } = useApp();
  const { api } = platform;
  const [progress, setProgress] = useState<Decisions["progress"]>(undefined);
  const [outcome, setOutcome] = useState<Pick<Tally, "problem" | "failed">>({ problem: undefined, failed: 0 });

  const tell = (words: string, changed: number) => {
    const text = changed > 0 ? `${words} ${t.team.changed(changed)}` : words;
    notify({ text });
  };

  async function approveAll(members: readonly TeamMember[]): Promise<void> {
    const tally: Tally = { done: 0, changed: 0, failed: 0, problem: undefined };
    const queue = [...members];
    let finished = 0;
    setProgress({ done: 0, all: members.length });
    const work = async () => {
      for (let member = queue.shift(); member !== undefined; member = queue.shift()) {
        try {
          const { done, changedEntryIds } = await api.approve(member.personId, member.clean);
          tally.done += done;
          tally.changed += changedEntryIds.length;
        } catch (thrown) {
          tally.problem = asProblem(thrown);
          tally.failed += 1;
        }
        finished += 1;
        setProgress({ done: finished, all: members.length });
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, members.length) }, work));
    setProgress(undefined);
    setOutcome({ problem: tally.problem, failed: tally.failed });
    if (tally.done > 0 || tally.problem === undefined) tell(t.team.approved(tally.done), tally.changed);
    reload();
  }

  async function approveOne(personId: string, seen: SeenVersion): Promise<void> {
    try {
      const { done, changedEntryIds } = await api.approve(personId, [seen]);
      setOutcome({ problem: undefined, failed: 0 });
      tell(t.team.approved(done), changedEntryIds.length);
      reload();
    } catch (thrown) {
      setOutcome({ problem: asProblem(thrown), failed: 0 });
    }
  }

  async function returnOne(personId: string, seen: SeenVersion, reason: ReturnReason, note: string): Promise<void> {
    const { done, changedEntryIds } = await api.return(personId, [seen], reason, note);
    tell(t.team.returned(done), changedEntryIds.length);
    reload();
  }

  return { progress, ...outcome, approveAll, approveOne, returnOne };
}
