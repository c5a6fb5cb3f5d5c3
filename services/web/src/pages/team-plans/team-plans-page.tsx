import { useApp } from "../../state/context.ts";

export function TeamPlansPage() {
  const { t } = useApp();
  return <h1>{t.shell.teamPlans}</h1>;
}
