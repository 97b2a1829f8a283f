/** `npm run verify [-- --settle SECONDS]`: checks the stored data without any of the services; exit code 1 on a breach. */
import { isProvisionError } from "../shared/provision/provision-error.ts";
import { verify } from "./commands/verify.ts";

verify(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${isProvisionError(error) ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
});
