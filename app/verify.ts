/**
 * `npm run verify [-- --settle SECONDS]`: checks the stored data without any of the services. Exit code 0: all holds; 1: a breach;
 * 2: it could not be looked at.
 */
import { COULD_NOT_LOOK, verify } from "./commands/verify.ts";
import { endWith } from "./commands/with-services.ts";

verify(process.argv.slice(2)).catch((error) => endWith(error, COULD_NOT_LOOK));
