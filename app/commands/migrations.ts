/** What became of each service's migrations, and what the next start would do. */
import { parseArgs } from "node:util";
import { loadServices } from "../../services/index.ts";
import { migrationsIn } from "../../shared/service/migration-steps.ts";
import { say, withDatabases } from "./with-services.ts";

export async function migrations(args: string[]): Promise<void> {
  const options = { "dry-run": { type: "boolean", default: false } } as const;
  const dryRun = parseArgs({ args, options }).values["dry-run"];
  await withDatabases(async ({ mongo_url, settings }) => {
    const states = await migrationsIn(mongo_url, settings.NAMESPACE, await loadServices(), { dryRun });
    for (const each of states) say(each);
  });
}
