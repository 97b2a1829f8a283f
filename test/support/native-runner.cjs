/**
 * Runs a test file with Jest's own engine (jest-circus: hooks, timeouts, reports), but its modules are Node's own, loaded once
 * for a worker. Jest's module system would load and compile every module of the product anew for each file: ten seconds of a
 * core for each file that starts a service. What a file leaves in a module's state is therefore there for the next one in the
 * same worker, as in any program: tests make their own names, brokers and databases.
 */
const { pathToFileURL } = require("node:url");
const { default: runFile } = require("jest-circus/runner");

/** Properties try the same cases in every run: what fails here fails everywhere. A property that is to try others sets its own. */
const fixedRuns = import("fast-check").then(({ configureGlobal }) => configureGlobal({ seed: 20_270_131 }));

const engine = require.resolve("jest-circus").replace(/index\.js$/, "jestAdapterInit.js");
/** Where jest-circus keeps who listens to a run (its types: EVENT_HANDLERS). The engine's other state is new with its module. */
const listeners = Symbol.for("EVENT_HANDLERS");

const loadEngine = () => {
  delete require.cache[engine];
  delete globalThis[listeners];
  return require(engine);
};

/** What the engine asks of Jest's module system, answered by Node's. */
const nodeModules = {
  requireInternalModule: loadEngine,
  requireModule: require,
  setGlobalsForRuntime: (globals) => Object.assign(globalThis, globals),
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (path) => import(pathToFileURL(path).href),
  enterTestCode: () => undefined,
  leaveTestCode: () => undefined,
};

module.exports = async function run(globalConfig, config, environment, _runtime, path, report) {
  await fixedRuns;
  const { console } = globalThis;
  // Jest shows what a file printed beside its result.
  globalThis.console = environment.global.console;
  try {
    return await runFile(globalConfig, config, { global: globalThis }, nodeModules, path, report);
  } finally {
    globalThis.console = console;
  }
};
