/** What `npm start` runs: half of a start is compiling, which the next one takes from the user's cache. */
import { enableCompileCache, flushCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const { NODE_COMPILE_CACHE, XDG_CACHE_HOME } = process.env;
// Not the system's folder for temporary files: code that others may write there is not ours to run.
enableCompileCache(
  NODE_COMPILE_CACHE ?? join(XDG_CACHE_HOME || join(homedir(), ".cache"), "backroom", "compiled"),
);
const { main } = await import("./main.ts");
// Written now, as a killed process writes nothing at its end.
flushCompileCache();
await main();
