/** Entry of `npm start`. Compiling is half of a start, so the result is cached for the user. */
import { enableCompileCache, flushCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const { NODE_COMPILE_CACHE, XDG_CACHE_HOME } = process.env;
// Not in the system's temporary folder, where other users could plant code.
enableCompileCache(
  NODE_COMPILE_CACHE ?? join(XDG_CACHE_HOME || join(homedir(), ".cache"), "backroom", "compiled"),
);
const { main } = await import("./main.ts");
// Written now, because a killed process writes nothing at its end.
flushCompileCache();
await main();
