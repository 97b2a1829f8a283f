/** `npm run backroom -- <command>`: commands for operators. */
import { deadLetters, republish, status } from "./commands/events.ts";
import { importFile } from "./commands/import-file.ts";
import { migrations } from "./commands/migrations.ts";
import { create, createKey, list, revokeKey } from "./commands/organizations.ts";
import { providerCalls } from "./commands/provider-calls.ts";
import { changeSecretKey } from "./commands/secret-key.ts";
import { exportOne, importOne } from "./commands/transfer.ts";
import { COULD_NOT_LOOK, verify } from "./commands/verify.ts";
import { endWith, sentence } from "./commands/with-services.ts";

const usage = `npm run backroom -- <command>

  create-organization --name NAME --owner-email EMAIL [--currency USD] [--timezone UTC] [--password PASSWORD]
      Creates an organization and prints its owner's first key, once. With --password the owner also signs in with it (Mercato);
      superadmin@DOMAIN gets admin@DOMAIN and employee@DOMAIN beside it, with the same password.
  organizations
      Lists the organizations.
  create-key --organization SLUG --name NAME [--access read_only|read_write|admin|owner] [--profile real]
      Creates a key of the owner and prints it, once.
  revoke-key --organization SLUG --prefix br_live_xxxx
      Revokes the key with this prefix.
  status [--service NAME]
      Shows the queued work of each service: outbox, dead letters, sagas. /ops shows the running copies.
  dead-letters list|replay|discard [--service NAME] [--id ID] [--reason TEXT]
      Handles events that a consumer has given up. list with --id shows the whole event, replay delivers them again, discard
      removes the one of --id for good, with a --reason that the audit log keeps.
  republish [--service NAME]
      Publishes the events of the last seven days again; consumers skip those they have processed.
  provider-calls list|ask|resolve --organization SLUG [--id ID] [--outcome succeeded|failed] [--provider-ref REF] [--reason TEXT]
      Handles calls of payment providers that were never answered. list shows them, ask reads at the provider what became of one,
      resolve records what you know, with a --reason that the audit log keeps. None of them moves money.
  verify [--settle SECONDS]
      Checks the invariants of the stored data. Rechecks breaches for SECONDS (60), because recent changes may be incomplete.
      Exit code: 0 if everything holds, 1 after a breach, 2 if it could not check.
  migrations [--dry-run]
      Lists the changes of stored rows that the versions brought, and what became of them. A start runs those that are due;
      --dry-run counts the rows that it would pass, and changes nothing.
  change-secret-key
      Encrypts everything under NEW_SECRET_KEY while Backroom is stopped. Without it, and without SECRET_KEY, creates a key.
  export --organization SLUG --file FILE
      Writes all data of an organization as lines of JSON.
  import --file FILE
      Imports an exported organization that does not exist here.
  import KIND FILE|--from URL --organization SLUG [--run] [--store ID] [--split-is consignor|store] [--vendor-is consignor|brand|supplier]
      [--decimal point|comma] [--pictures fetch|ignore]
      Checks a CSV file of another system and prints what would come of it; with --run imports it. Repeat it after an
      interruption: nothing is created twice. Then it tells how far the running Backroom is with the pictures. KIND: items, accounts, shopify, woocommerce, square, consigncloud_items,
      consigncloud_accounts, ricochet, simpleconsign (docs/importing.md). --from reads those of ConsignCloud from its live API, with the
      key in IMPORT_API_KEY.

Commands use MONGO_URL or the embedded MongoDB in DATA_DIR, whether Backroom runs or not.
`;

const commands: Record<string, (args: string[]) => Promise<void>> = {
  "create-organization": create,
  organizations: list,
  "create-key": createKey,
  "revoke-key": revokeKey,
  status,
  "dead-letters": deadLetters,
  republish,
  "provider-calls": providerCalls,
  migrations,
  "change-secret-key": changeSecretKey,
  export: exportOne,
  import: (args) => (args[0]?.startsWith("-") ? importOne(args) : importFile(args)),
  verify,
};

async function main(): Promise<void> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw sentence(usage);
  await command(args);
}

main().catch((error) => endWith(error, process.argv[2] === "verify" ? COULD_NOT_LOOK : 1));
