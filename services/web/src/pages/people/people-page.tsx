import { useApp } from "../../state/context.ts";

export function PeoplePage() {
  const { t } = useApp();
  return <h1>{t.shell.people}</h1>;
}
