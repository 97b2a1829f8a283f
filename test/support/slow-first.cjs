/** The order of a run: what starts processes and waits comes first, so that no core is left with one long suite in the end. */
const { default: Sequencer } = require("@jest/test-sequencer");

const rooms = ["fault", "flow", "probe", "dialect", "service", "architecture", "unit"];
const placeOf = ({ path }) => rooms.findIndex((room) => path.includes(`/test/${room}/`));

module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => placeOf(a) - placeOf(b));
  }
};
