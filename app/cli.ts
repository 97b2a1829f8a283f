/** `npm run backroom -- <command>`: what an operator does beside the API. */
import { deadLetters, republish, status } from "./commands/events.ts";
import { create, createKey, list, revokeKey } from "./commands/organizations.ts";
import { changeSecretKey } from "./commands/secret-key.ts";
import { exportOne, importOne } from "./commands/transfer.ts";
import { COULD_NOT_LOOK, verify } from "./commands/verify.ts";
import { endWith, sentence } from "./commands/with-services.ts";

const usage = `npm run backroom -- <command>

  create-organization --name NAME --owner-email EMAIL [--currency USD] [--timezone UTC]
      Makes an organization and prints its owner's first key, this once.
  organizations
      Lists them.
  create-key --organization SLUG --name NAME [--access read_only|read_write|admin|owner] [--profile real]
      Makes a key of the owner's and prints it, this once.
  revoke-key --organization SLUG --prefix br_live_xxxx
      Revokes the key that begins so.
  status [--service NAME]
      What waits in each service: outbox, dead letters, sagas. Which copies run is on /ops.
  dead-letters list|replay|discard [--service NAME] [--id ID] [--reason TEXT]
      Events that a consumer has given up. list with --id shows the whole event, replay hands them over again, discard takes
      the one of --id away for good, for a --reason that the audit keeps.
  republish [--service NAME]
      Offers the events of the last seven days to their consumers again; what is done is not done twice.
  verify [--settle SECONDS]
      Checks that everything stored agrees; breaches are looked at again for so long (60), as some may be on their way.
      Ends with 0 when all holds, 1 on a breach, 2 when it could not look.
  change-secret-key
      Brings all that is encrypted under NEW_SECRET_KEY, while Backroom is stopped; without one, and without SECRET_KEY, it makes one.
  export --organization SLUG --file FILE
      Writes everything of an organization as lines of JSON.
  import --file FILE
      Brings an exported organization in where it is not.

They run on MONGO_URL, or on the embedded MongoDB in DATA_DIR; beside a running Backroom as well as without one.
`;

const commands: Record<string, (args: string[]) => Promise<void>> = {
  "create-organization": create,
  organizations: list,
  "create-key": createKey,
  "revoke-key": revokeKey,
  status,
  "dead-letters": deadLetters,
  republish,
  "change-secret-key": changeSecretKey,
  export: exportOne,
  import: importOne,
  verify,
};

async function main(): Promise<void> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw sentence(usage);
  await command(args);
}

main().catch((error) => endWith(error, process.argv[2] === "verify" ? COULD_NOT_LOOK : 1));
