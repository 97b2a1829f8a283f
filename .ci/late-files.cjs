/** The files of a run that may run once more: all that failed, if they are few and all of them start processes. */
const { filesOf } = require("./report.cjs");

const MOST = 3;
const startsProcesses = ({ name }) => /^test\/(fault|flow)\//.test(name);

const failed = filesOf(process.argv[2]).filter((each) => each.failed > 0);
if (failed.length <= MOST && failed.every(startsProcesses)) for (const { name } of failed) console.log(name);
