export type Language = "id" | "en";

/** Title and detail; `{name}` stands for a parameter. The detail says what happened, what is safe, what to do. */
export type Words = readonly [title: string, detail: string];

/** One code in both languages: side by side, so that none can be forgotten. */
export type Entry = Readonly<Record<Language, Words>>;
export type Entries = Readonly<Record<string, Entry>>;
