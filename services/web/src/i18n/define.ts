import { type Language } from "./format.ts";

/** The words of one page, in each language; they are loaded with the page. */
export type Words<Text> = Readonly<Record<Language, Text>>;

/** Indonesian is the model: the other languages must have the same keys and parameters. */
export const defineWords = <Text>(words: { readonly id: Text; readonly en: NoInfer<Text> }): Words<Text> => words;

/** Words that are looked up by a code of the API, of which there may be more than this client knows. */
export const byCode = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> => words;
