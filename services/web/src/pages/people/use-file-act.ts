import { type RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { focusFirstError } from "../../components/field.tsx";
import { useApp } from "../../state/context.ts";
import { asProblem, type ChosenFile, type Stage, useChosenFile } from "./file-field.tsx";

interface FileAct<Outcome> {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly chosen: ChosenFile;
  readonly stage: Stage;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** What came of the last file; undefined while one is on its way, and after a failure. */
  readonly outcome: Outcome | undefined;
  /** Where the form is wrong besides the file, the first field that lacks something gets the focus. */
  send: (isWrong?: boolean) => Promise<void>;
}

/** A chosen file that is uploaded and then worked on; what was chosen stays when something fails. */
export function useFileAct<Outcome>(work: (fileId: string) => Promise<Outcome>): FileAct<Outcome> {
  const { upload } = useApp().platform.client;
  const chosen = useChosenFile();
  const [stage, setStage] = useState<Stage>({ at: "idle" });
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => problem && focusFirstError(form.current), [problem]);

  const send = async (isWrong = false) => {
    const file = chosen.take();
    if (file === undefined || isWrong) {
      focusFirstError(form.current);
      return;
    }
    setProblem(undefined);
    setOutcome(undefined);
    setStage({ at: "sending", share: 0 });
    try {
      const { fileId } = await upload(file, (share) =>
        setStage(share < 1 ? { at: "sending", share } : { at: "working" }),
      );
      setStage({ at: "working" });
      setOutcome(await work(fileId));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setStage({ at: "idle" });
  };

  return { form, chosen, stage, isBusy: stage.at !== "idle", problem, outcome, send };
}
