/**
 * `npm run verify [-- --settle SECONDS]`: checks the stored data without the services. Exit code 0: no breach; 1: a breach;
 * 2: the check could not run.
 */
import { COULD_NOT_LOOK, verify } from "./commands/verify.ts";
import { endWith } from "./commands/with-services.ts";

verify(process.argv.slice(2)).catch((error) => endWith(error, COULD_NOT_LOOK));
