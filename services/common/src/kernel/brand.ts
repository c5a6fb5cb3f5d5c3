declare const brand: unique symbol;

/** A primitive that was parsed once at the edge and is trusted from then on. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** What a pure decision yields: the next state, and what the world is told about it. */
export type Decision<State, Event> = { readonly state: State; readonly events: readonly Event[] };
