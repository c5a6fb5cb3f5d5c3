import { useApp } from "../../state/context.ts";

export function AgreementsPage() {
  const { t } = useApp();
  return <h1>{t.shell.agreements}</h1>;
}
