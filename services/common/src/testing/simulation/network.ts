import type { Process, World } from "./world.ts";

/** How bad the network is: probabilities for each request. All zero is fine weather. */
export interface Weather {
  slow: number;
  loseRequest: number;
  loseAnswer: number;
  /** Of commits of offsets alone, which would otherwise hardly ever be what is lost. */
  loseCommit: number;
}

const fine: Weather = { slow: 0, loseRequest: 0, loseAnswer: 0, loseCommit: 0 };

export interface Network {
  readonly weather: Weather;
  /** In each respect it is bad or not, as the seed chooses. */
  worsen(): void;
  clear(): void;
  /** Asks a server, which acts when the request arrives, whether or not the asker still lives. Rejects when something on the way is lost. */
  call<T>(from: Process, what: string, serve: () => T | Promise<T>): Promise<T>;
  /** How long one way takes, in milliseconds. */
  latency(): number;
}

const errorOf = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

export function createNetwork(world: World): Network {
  const { random } = world;
  const weather = { ...fine };
  const maybe = (probability: number): number => (random.chance(0.5) ? probability : 0);
  const latency = (): number => (random.chance(weather.slow) ? random.between(5, 2_500) : random.below(4));
  return {
    weather,
    worsen: () =>
      void Object.assign(weather, {
        slow: maybe(0.1),
        loseRequest: maybe(0.03),
        loseAnswer: maybe(0.03),
        loseCommit: maybe(0.3),
      }),
    clear: () => void Object.assign(weather, fine),
    latency,
    call: (from, what, serve) =>
      new Promise((resolve, reject) => {
        const fail = (error: Error, ms: number): void =>
          void world.after(ms, `${what}: ${error.message}`, () => reject(error), from);
        const lose = (side: string): void => fail(new Error(`${side} lost`), random.between(1, 2_000));
        const arrive = async (): Promise<void> => {
          if (random.chance(weather.loseRequest)) {
            lose("request");
            return;
          }
          try {
            const answer = await serve();
            if (random.chance(weather.loseAnswer)) lose("answer");
            else world.after(latency(), `${what}: answered`, () => resolve(answer), from);
          } catch (thrown) {
            fail(errorOf(thrown), latency());
          }
        };
        world.after(latency(), `${from.name} asks ${what}`, () => void arrive());
      }),
  };
}
