/** Prints the slowest files, what passed only alone, and "N passed, N failed". The exit code is 0 only when nothing failed. */
const { filesOf } = require("./report.cjs");

const [failedSteps, testsExit, ...reports] = process.argv.slice(2);
const [first, again] = reports.map(filesOf);

console.log("== the ten slowest test files");
for (const { name, seconds } of [...first].sort((a, b) => b.seconds - a.seconds).slice(0, 10))
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);

const last = first.map((each) => again.find(({ name }) => name === each.name) ?? each);
for (const { name, failed } of again) if (!failed) console.log(`${name}: failed beside others, passed alone`);

const sum = (files, what) => files.reduce((total, each) => total + each[what], 0);
// A run that failed without a failed test: it ended before the first one, or could not end.
const unsaid = testsExit !== "0" && sum(first, "failed") === 0 ? 1 : 0;
const failed = Number(failedSteps) + sum(last, "failed") + unsaid;
console.log(`${sum(last, "passed")} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
