/** Names every bad or missing setting; never a value that may be secret. */
export class SettingsError extends Error {
  constructor(faults: readonly string[]) {
    super(`bad settings:\n  ${faults.join("\n  ")}`);
    this.name = "SettingsError";
  }
}

/** Reads settings from the environment. Every bad or missing one is collected; `done` reports them in one error. */
export type Settings = {
  text(name: string, fallback?: string): string;
  optional(name: string): string | undefined;
  list(name: string, fallback?: string): string[];
  int(name: string, range: { min: number; max: number }, fallback?: number): number;
  flag(name: string, fallback: boolean): boolean;
  oneOf<const T extends string>(name: string, choices: readonly T[], fallback?: T): T;
  done<T>(config: T): T;
};

export function settings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const read = (name: string, fallback: string | undefined, wanted: string): string => {
    const value = env[name] === "" ? undefined : env[name];
    if (value === undefined && fallback === undefined) faults.push(`${name} is missing: ${wanted}`);
    return value ?? fallback ?? "";
  };
  const self: Settings = {
    text: (name, fallback) => read(name, fallback, "a text"),
    optional: (name) => (env[name] === "" ? undefined : env[name]),
    list: (name, fallback) => {
      const text = read(name, fallback, "values with commas between");
      const values = text.split(",").flatMap((value) => value.trim() || []);
      if (text !== "" && values.length === 0) faults.push(`${name}=${text}: must be values with commas between`);
      return values;
    },
    int: (name, { min, max }, fallback) => {
      const wanted = `a whole number from ${min} to ${max}`;
      const text = read(name, fallback?.toString(), wanted);
      const value = Number(text);
      if (text !== "" && !(/^-?\d{1,15}$/.test(text) && value >= min && value <= max))
        faults.push(`${name}=${text}: must be ${wanted}`);
      return value;
    },
    flag: (name, fallback) => self.oneOf(name, ["true", "false"], fallback ? "true" : "false") === "true",
    oneOf: (name, choices, fallback) => {
      const text = read(name, fallback, `one of ${choices.join(", ")}`);
      const choice = choices.find((candidate) => candidate === text);
      if (choice === undefined && text !== "") faults.push(`${name}=${text}: must be one of ${choices.join(", ")}`);
      return choice ?? (choices[0] as (typeof choices)[number]);
    },
    done: (config) => {
      if (faults.length > 0) throw new SettingsError(faults);
      return config;
    },
  };
  return self;
}
