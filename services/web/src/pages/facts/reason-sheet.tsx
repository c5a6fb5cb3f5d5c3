import { type ComponentChildren } from "preact";
import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { actWords } from "./act-words.ts";

interface ReasonSheetProps {
  readonly title: string;
  readonly eye: string;
  readonly text: string;
  readonly submit: string;
  readonly done: string;
  readonly failed: string;
  readonly send: (reason: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
  /** What it is about. */
  readonly children?: ComponentChildren;
}

/** An act that needs nothing but a reason. */
export function ReasonSheet({ text, children, ...rest }: ReasonSheetProps) {
  const w = useWords(actWords);
  const field = { label: w.reason, hint: w.reasonHint, wrong: w.faults.reason, least: 3, most: 500, rows: 3 };
  return (
    <TextSheet field={field} {...rest}>
      {children}
      <p class="sm">{text}</p>
    </TextSheet>
  );
}
