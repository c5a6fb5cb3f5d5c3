import { useEffect, useRef, useState } from "preact/hooks";
import { focusFirstError } from "../../components/field.tsx";
import { type Act, useAct } from "../../state/use-act.ts";

/** Sends a form: what it lacks is said once that was tried, and the field that the server objects to gets the focus. */
export function useSend() {
  const { isBusy, problem, run } = useAct();
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => problem && focusFirstError(element.current), [problem]);
  const send = (isWrong: boolean, ...act: Parameters<Act["run"]>) => {
    setTried(true);
    if (isWrong) focusFirstError(element.current);
    else void run(...act);
  };
  return { isBusy, problem, isTried, element, send };
}
