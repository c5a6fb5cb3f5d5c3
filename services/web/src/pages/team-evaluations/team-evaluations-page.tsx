import { useApp } from "../../state/context.ts";

export function TeamEvaluationsPage() {
  const { t } = useApp();
  return <h1>{t.shell.teamEvaluations}</h1>;
}
