/** What Jest wrote about a run. The file stays empty when the run ended before its first test, for example for want of a mongod. */
const { readFileSync } = require("node:fs");
const { relative } = require("node:path");

exports.filesOf = (report) =>
  (JSON.parse(readFileSync(report, "utf8") || "{}").testResults ?? []).map((file) => {
    const of = (status) => file.assertionResults.filter((each) => each.status === status).length;
    // A file that could not be loaded has no results of tests.
    const failed = Math.max(of("failed"), file.status === "failed" ? 1 : 0);
    return {
      name: relative(process.cwd(), file.name),
      ...{ passed: of("passed"), failed, seconds: (file.endTime - file.startTime) / 1000 },
    };
  });
