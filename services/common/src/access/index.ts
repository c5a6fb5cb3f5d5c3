export { factsFrom, type KnownFacts } from "./facts-from.ts";
export { agenciesOf, heldRoles, relationsTo, roleIn } from "./reading.ts";
