import { useApp } from "../state/context.ts";
import { type Words } from "./define.ts";

export const useWords = <Text>(words: Words<Text>): Text => words[useApp().settings.language];
