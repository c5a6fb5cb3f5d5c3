import { useApp } from "../../state/context.ts";

export function AllowancePage() {
  const { t } = useApp();
  return <h1>{t.shell.allowance}</h1>;
}
