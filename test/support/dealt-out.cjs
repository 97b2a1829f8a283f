/**
 * The order of a run. Files that start processes load the machine and wait in turns: they are dealt out evenly among the
 * others, longest first, so that seldom two of them run at once and no core is left with one of them in the end.
 */
const { default: Sequencer } = require("@jest/test-sequencer");

const rooms = ["probe", "dialect", "service", "architecture", "unit"];
const placeOf = ({ path }) => rooms.findIndex((room) => path.includes(`/test/${room}/`));
const startsProcesses = ({ path }) => /\/test\/(fault|flow)\//.test(path);

module.exports = class DealtOut extends Sequencer {
  sort(tests) {
    const sorted = [...super.sort(tests)];
    const slow = sorted.filter(startsProcesses);
    const others = sorted.filter((each) => !startsProcesses(each)).sort((a, b) => placeOf(a) - placeOf(b));
    // One more share than there are slow files: the last others run after the last of those.
    const share = Math.ceil(others.length / (slow.length + 1));
    const dealt = slow.flatMap((each, i) => [each, ...others.slice(i * share, (i + 1) * share)]);
    return [...dealt, ...others.slice(slow.length * share)];
  }
};
