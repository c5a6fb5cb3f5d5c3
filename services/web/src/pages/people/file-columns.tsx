import { type ComponentChildren } from "preact";
import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { toCsv } from "./csv.ts";

interface FileColumnsProps {
  readonly title: string;
  readonly template: { readonly text: string; readonly fileName: string; readonly columns: readonly string[] };
  /** What the columns hold. */
  readonly children: ComponentChildren;
}

/** Which columns a file has, and an empty file with them. */
export const FileColumns = ({ title, template, children }: FileColumnsProps) => (
  <details class="fold">
    <summary>
      {title}
      <Icon name="right" chevron />
    </summary>
    <div class="stack tight sm">{children}</div>
    <button type="button" class="btn link" onClick={() => saveFile(toCsv(template.columns, []), template.fileName)}>
      <Icon name="save" />
      {template.text}
    </button>
  </details>
);
