/** What a run without a path covers: minutes. `npm run test:all` adds the clients of all APIs, processes that die, and faults. */
const short = ["unit", "architecture", "types", "service"];
const namesPath = process.argv.slice(2).some((argument) => /^(\.\/)?test\b/.test(argument));

/** One mongod and one nats-server serve the whole run (see test/support); every file uses its own databases. */
export default {
  testEnvironment: "node",
  roots: namesPath ? ["<rootDir>/test"] : short.map((room) => `<rootDir>/test/${room}`),
  testMatch: ["**/*.test.ts"],
  // Node reads TypeScript itself, and its modules are loaded once for a worker.
  transform: {},
  testRunner: "<rootDir>/test/support/native-runner.cjs",
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  testSequencer: "<rootDir>/test/support/dealt-out.cjs",
  // One more than two cores have work for: suites with processes that die wait for leases half of their time.
  maxWorkers: 3,
  // Patience costs nothing while all is well: on a busy machine what takes a second may take thirty.
  testTimeout: 300_000,
};
