import { useApp } from "../../state/context.ts";

export function EvaluationPage() {
  const { t } = useApp();
  return <h1>{t.shell.evaluation}</h1>;
}
