/** `npm run backroom -- <command>`: what an operator does beside the API. */
import { parseArgs } from "node:util";
import pino from "pino";
import { createOrganization } from "../services/accounts/public.ts";
import { isProvisionError } from "../shared/provision/provision-error.ts";
import { startProcess } from "./process.ts";
import { readSettings } from "./settings.ts";

const usage = `npm run backroom -- <command>

  create-organization --name NAME --owner-email EMAIL [--currency USD] [--timezone UTC]
      Makes an organization and prints its owner's first key, this once.
      Needs MONGO_URL: in the embedded mode the first start does this by itself.
`;

const sentence = (message: string) => Object.assign(new Error(message), { type: "provision" });

async function createOrganizationCommand(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      name: { type: "string" },
      "owner-email": { type: "string" },
      currency: { type: "string" },
      timezone: { type: "string" },
    },
  });
  const { name, "owner-email": owner_email, currency, timezone } = values;
  if (!name || !owner_email) throw sentence("create-organization needs --name and --owner-email.");
  const settings = readSettings(process.env);
  if (!settings.MONGO_URL) throw sentence("Set MONGO_URL to the MongoDB that Backroom runs on.");
  // The accounts service runs here for this one call: it needs its database only.
  const running = await startProcess({
    names: ["accounts"],
    mongo_url: settings.MONGO_URL,
    namespace: settings.NAMESPACE,
    host: "127.0.0.1",
    port: 0,
    rate: { capacity: 1, per_second: 1 },
    request_timeout_ms: settings.REQUEST_TIMEOUT_MS,
    shutdown_timeout_ms: settings.SHUTDOWN_TIMEOUT_MS,
    log: pino({ level: "error" }),
    alone: true,
  });
  try {
    const { made } = await running.call(createOrganization, {
      name,
      owner_email,
      ...(currency ? { currency } : {}),
      ...(timezone ? { timezone } : {}),
    });
    process.stdout.write(`${JSON.stringify({ organization: made!.slug, key: made!.key })}\n`);
  } finally {
    await running.stop();
  }
}

const commands: Record<string, (argv: string[]) => Promise<void>> = {
  "create-organization": createOrganizationCommand,
};

async function main(): Promise<void> {
  const [name = "", ...argv] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw sentence(usage);
  await command(argv);
}

main().catch((error) => {
  process.stderr.write(
    `${isProvisionError(error) || error?.code ? error.message : (error?.stack ?? error)}\n`,
  );
  process.exit(1);
});
