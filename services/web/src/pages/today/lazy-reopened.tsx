import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type ReopenedProps } from "./reopened-notes.tsx";

/** Few months are opened again, so what says it is loaded then; without signal the page does without. */
export function LazyReopened(props: ReopenedProps) {
  const [Notes, setNotes] = useState<ComponentType<ReopenedProps> | undefined>(undefined);
  useEffect(() => {
    import("./reopened-notes.tsx").then(({ ReopenedNotes }) => setNotes(() => ReopenedNotes)).catch(() => undefined);
  }, []);
  return Notes ? <Notes {...props} /> : null;
}
