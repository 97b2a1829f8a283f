/** `npm run build`: makes the programs in `dist/`, which start in half the time and take less memory than the sources. */
import { join } from "node:path";
import { buildPrograms } from "./bundle.ts";

await buildPrograms(join(import.meta.dirname, "../dist"));
