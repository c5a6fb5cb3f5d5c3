import Sequencer from "@jest/test-sequencer";

const levels = ["e2e", "int", "unit"];

/**
 * The same order on every machine, so that a test which leans on what another left behind fails at its author's.
 * Jest's own order is by how long a file took here before. Small files come last, so that the workers end together.
 */
export default class SameOrder extends Sequencer {
  sort(tests) {
    const level = ({ context }) => levels.indexOf(context.config.displayName.name);
    return [...tests].sort((a, b) => level(a) - level(b) || (a.path < b.path ? -1 : 1));
  }
}
