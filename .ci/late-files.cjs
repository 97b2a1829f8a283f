/** The files of a run that may run once more: all that failed, if they are few. */
const { filesOf } = require("./report.cjs");

const MOST = 3;

const failed = filesOf(process.argv[2]).filter((each) => each.failed > 0);
if (failed.length <= MOST) for (const { name } of failed) console.log(name);
