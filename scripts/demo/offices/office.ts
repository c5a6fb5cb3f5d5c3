/** One line of a division's work, as each level of the cascade words it. */
export interface WorkLine {
  /** Which outcome of the department it serves. */
  readonly outcome: number;
  /** What the division answers for. */
  readonly output: string;
  /** What each of its people answers for. */
  readonly result: string;
  /** What they do for it. */
  readonly task: string;
  readonly unit: string;
}

/** A post with those who may hold it. */
export interface Post {
  readonly title: string;
  readonly kind: "FUNGSIONAL" | "PELAKSANA";
  readonly positionClass: number;
  readonly grades: readonly string[];
  readonly degrees: readonly string[];
}

export interface Division {
  readonly name: string;
  /** The head's post. */
  readonly head: string;
  readonly posts: readonly Post[];
  /** The larger line first. */
  readonly work: readonly WorkLine[];
}

/** A result of the department for those whom it serves, as its performance agreement states it. */
export interface Outcome {
  readonly objective: string;
  readonly indicator: string;
  readonly target: string;
  readonly unit: string;
}

export interface Department {
  readonly name: string;
  readonly head: string;
  /** What its heads have studied. */
  readonly degrees: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly divisions: readonly Division[];
  /** Keeps the personnel files: the agency's officers work here. */
  readonly isPersonnel: boolean;
}

export const senior = (title: string, ...degrees: readonly string[]): Post => ({
  ...{ title: `${title} Ahli Muda`, kind: "FUNGSIONAL", positionClass: 9, grades: ["III/c", "III/d"], degrees },
});
export const expert = (title: string, ...degrees: readonly string[]): Post => ({
  ...{ title: `${title} Ahli Pertama`, kind: "FUNGSIONAL", positionClass: 8, grades: ["III/a", "III/b"], degrees },
});
export const skilled = (title: string, ...degrees: readonly string[]): Post => ({
  ...{ title: `${title} Terampil`, kind: "FUNGSIONAL", positionClass: 6, grades: ["II/c", "II/d"], degrees },
});
export const analyst = (title: string, ...degrees: readonly string[]): Post => ({
  ...{ title, kind: "PELAKSANA", positionClass: 7, grades: ["III/a", "III/b", "III/c"], degrees },
});
/** With a school certificate nobody writes letters behind the name. */
export const clerk = (title: string, ...degrees: readonly string[]): Post => ({
  ...{ title, kind: "PELAKSANA", positionClass: 5, grades: ["II/a", "II/b", "II/c"], degrees: ["", ...degrees] },
});

export const line = (outcome: number, output: string, result: string, task: string, unit: string): WorkLine => ({
  ...{ outcome, output, result, task, unit },
});
