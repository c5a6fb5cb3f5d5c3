import { useMemo, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { readLocal, writeLocal } from "../../state/local.ts";
import { annexes, annexFault, behaviourValues, type Draft, expectationFault, faultsOf } from "./draft.ts";
import { blocksDraft, fromContent, missingForSubmit, resultOfPointer, sameDraft, toContent } from "./draft.ts";
import { type Skp } from "./types.ts";
import { useCalls } from "./use-plan.ts";

interface Kept {
  /** Version of the document that was changed. */
  readonly version: number;
  readonly draft: Draft;
}

const placeOf = (skpId: string): string => `skp.${skpId}`;

function readKept(skpId: string): Kept | undefined {
  const kept = readLocal(placeOf(skpId)) as Kept | undefined;
  return typeof kept?.version === "number" && Array.isArray(kept.draft.results) ? kept : undefined;
}

interface State {
  /** As the server has it. */
  readonly base: Skp;
  readonly draft: Draft;
  /** The own text, while the server has another version than the one it was written on. */
  readonly mine: Draft | undefined;
  readonly isRestored: boolean;
}

function start(skp: Skp): State {
  const saved = fromContent(skp.content);
  const kept = readKept(skp.skpId);
  const isUseful = kept !== undefined && !sameDraft(kept.draft, saved, skp.positionKind);
  if (!isUseful) return { base: skp, draft: saved, mine: undefined, isRestored: false };
  return kept.version === skp.version
    ? { base: skp, draft: kept.draft, mine: undefined, isRestored: true }
    : { base: skp, draft: saved, mine: kept.draft, isRestored: false };
}

export type Blocked = "result" | "indicator" | "fields";

export interface EditorControl extends State {
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** Why the last act was not even tried. */
  readonly blocked: Blocked | undefined;
  /** What the service found wrong, by place of the result. */
  readonly faults: ReadonlyMap<number, string>;
  change: (draft: Draft) => void;
  discard: () => void;
  chooseMine: () => void;
  /** True when the server has it all. */
  save: () => Promise<boolean>;
  submit: () => Promise<boolean>;
}

function isSavable({ base, draft }: State): boolean {
  const { positionKind } = base;
  return (
    draft.results.every((result) => !blocksDraft(faultsOf(result, positionKind))) &&
    annexes.every((annex) => annexFault(draft[annex]) === undefined) &&
    behaviourValues.every((value) => expectationFault(draft.expectations[value]) === undefined)
  );
}

const isChanged = ({ base, draft }: State): boolean => !sameDraft(draft, fromContent(base.content), base.positionKind);

function faultsIn(problem: Problem | undefined): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const { pointer, detail } of problem?.errors ?? []) {
    const at = resultOfPointer(pointer);
    if (at !== undefined && !found.has(at)) found.set(at, detail);
  }
  return found;
}

/** The writing of one SKP: every keystroke is kept on the device, the server gets it when asked to. */
export function useEditor(skp: Skp): EditorControl {
  const calls = useCalls();
  const [state, setState] = useState<State>(() => start(skp));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [blocked, setBlocked] = useState<Blocked | undefined>(undefined);
  const { base, draft } = state;
  const isDirty = useMemo(() => isChanged(state), [state]);
  const put = (next: Draft, mine: Draft | undefined) => {
    writeLocal(placeOf(base.skpId), { version: base.version, draft: next });
    setState({ ...state, draft: next, mine });
  };
  const settle = (saved: Skp) => {
    writeLocal(placeOf(saved.skpId), undefined);
    setState({ base: saved, draft: fromContent(saved.content), mine: undefined, isRestored: false });
  };

  async function meetConflict(): Promise<void> {
    const { skp: fresh } = await calls.skp(base.skpId);
    setState({ base: fresh, draft: fromContent(fresh.content), mine: draft, isRestored: false });
  }

  /** Runs an act; a failure is shown, and nothing that was typed is lost. */
  async function act<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    setBusy(true);
    setProblem(undefined);
    setBlocked(undefined);
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.code === "VERSION_CONFLICT") await meetConflict().catch(() => setProblem(thrown));
      else setProblem(thrown);
      return undefined;
    } finally {
      setBusy(false);
    }
  }

  const store = () => calls.save(base.skpId, base.version, toContent(draft, base.positionKind));
  const refuse = (why: Blocked): false => {
    setProblem(undefined);
    setBlocked(why);
    return false;
  };

  return {
    ...state,
    isDirty,
    isBusy,
    problem,
    blocked,
    faults: faultsIn(problem),
    change: (next) => put(next, state.mine),
    discard: () => settle(base),
    chooseMine: () => put(state.mine ?? draft, undefined),
    async save() {
      if (!isSavable(state)) return refuse("fields");
      const saved = await act(store);
      if (saved) settle(saved);
      return saved !== undefined;
    },
    async submit() {
      if (!isSavable(state)) return refuse("fields");
      const missing = missingForSubmit(draft, base.positionKind);
      if (missing !== undefined) return refuse(missing);
      const saved = isDirty ? await act(store) : base;
      if (saved === undefined) return false;
      settle(saved);
      return (await act(() => calls.submit(saved.skpId, saved.version))) !== undefined;
    },
  };
}
