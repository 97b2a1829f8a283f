/** The actions of a service: its resources' verbs, its operations, and what every service answers. */
import { invalid } from "../errors.ts";
import { replayDeadLetters } from "../events/consumer.ts";
import { compileInput } from "../fields/index.ts";
import { answered } from "./answers.ts";
import { auditPage, changesAfter } from "./audit.ts";
import { batchHandler, type Command } from "./batch.ts";
import type { Database } from "./database.ts";
import type { ServiceDefinition } from "./definition.ts";
import { globalOf } from "./global.ts";
import type { Handler } from "./operation.ts";
import { readerOf } from "./reader.ts";
import { type References, referencesOf, wantedIn } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import { type ActionHandler, readsOf, writesOf } from "./verbs.ts";

/** Every action by the part of its name behind the service; one declared twice is a mistake. */
export function actionNames({ resources, handlers, name }: ServiceDefinition): string[] {
  const own = handlers.map((handler) => handler.operation.name.slice(name.length + 1));
  // A service may answer `many` itself, when what `expand` shows has to be worked out.
  const many = resources.map((resource) => `${resource.name}.many`).filter((each) => !own.includes(each));
  const verbs = resources.flatMap((resource) => resource.verbs.map((verb) => `${resource.name}.${verb}`));
  const all = [
    ...many,
    ...verbs,
    ...own,
    "references.find",
    "changes.pull",
    "audit.list",
    "kernel.batch",
    "kernel.status",
    "kernel.replay",
    "kernel.republish",
  ];
  const twice = all.find((each, i) => all.indexOf(each) !== i);
  if (twice) throw new TypeError(`The action '${name}.${twice}' is declared twice.`);
  return all;
}

/** The handler of each action. */
export function actionsOf(
  definition: ServiceDefinition,
  runtime: Runtime,
  relay: { republish(): void },
): Record<string, ActionHandler> {
  const { name, resources, handlers, reactions = [] } = definition;
  const { db, callFor, transact } = runtime;
  const references = referencesOf(name, resources, db, callFor);
  const actions: Record<string, ActionHandler> = {
    "references.find": (input, meta) => references.find(String(input.resource), input.ids as string[], meta),
    "audit.list": (input, meta) => auditPage(db, meta, input),
    "changes.pull": (input, meta) => changesAfter(db, meta, Number(input.after), Number(input.limit)),
    "kernel.status": () => statusOf(db, name),
    "kernel.replay": (input) =>
      replayDeadLetters(db, name, reactions, transact, input.id ? { _id: input.id } : {}),
    "kernel.republish": async () => relay.republish(),
  };
  const commands: Record<string, Command> = {};
  for (const resource of resources) {
    for (const [verb, handler] of Object.entries(readsOf(resource, runtime)))
      actions[`${resource.name}.${verb}`] = handler;
    for (const [verb, write] of Object.entries(writesOf(resource)))
      commands[`${resource.name}.${verb}`] = write;
  }
  for (const handler of handlers) {
    const short = handler.operation.name.slice(name.length + 1);
    if (handler.mode === "command") commands[short] = commandOf(handler);
    else actions[short] = actionOf(handler, runtime, references);
  }
  const secrets = new Set(handlers.flatMap(({ operation }) => (operation.secret ? [operation.name] : [])));
  for (const [short, write] of Object.entries(commands))
    actions[short] = alone(`${name}.${short}`, write, secrets, runtime, references);
  actions["kernel.batch"] = batchHandler(commands, references, runtime);
  return actions;
}

/** One command by itself. */
function alone(
  action: string,
  write: Command,
  secrets: ReadonlySet<string>,
  { db, callFor, execute }: Runtime,
  references: References,
): ActionHandler {
  return async (input, meta, headers) => {
    if (secrets.has(action)) headers.secret = true;
    const { wanted, gather, run } = write(input, meta);
    return execute(meta, headers, action, {
      // Behind the key's answer: a repeated request is answered alike, whatever has become of what it refers to.
      async prepare() {
        await references.verify(wanted, meta);
        return gather(callFor(meta), readerOf(db, meta));
      },
      run,
    });
  };
}

function commandOf({
  operation,
  gather,
  verifies = [],
  run,
}: Extract<Handler, { mode: "command" }>): Command {
  const validate = compileInput(operation.input, operation.change ? "change" : "whole");
  return (input, meta) => {
    const checked = validate(input);
    if (!checked.ok) throw invalid(checked.violations);
    const value = checked.value as never;
    return {
      wanted: wantedIn(operation.input, value).filter(({ pointer }) => !verifies.includes(pointer.slice(1))),
      gather: async (call, reader) => gather?.(call, value, meta, reader),
      run: (tx, gathered) => run(tx, value, gathered as never),
    };
  };
}

function actionOf(
  handler: Exclude<Handler, { mode: "command" }>,
  runtime: Runtime,
  references: References,
): ActionHandler {
  const { operation } = handler;
  const { db, callFor, transact, runSaga } = runtime;
  const validate = compileInput(operation.input, operation.change ? "change" : "whole");
  return async (input, meta, headers) => {
    if (operation.secret) headers.secret = true;
    const checked = validate(input);
    if (!checked.ok) throw invalid(checked.violations);
    const value = checked.value as never;
    if (handler.mode === "global") return handler.run(globalOf(db, transact) as never, value);
    if (handler.mode === "query") return handler.run(readerOf(db, meta), value, callFor(meta));
    // A flow keeps its own answer: with the pivot of its saga, or by a transaction that it starts.
    const { result, replayed } = await answered(db, meta, headers, async () => {
      await references.check(operation.input, value, meta);
      return handler.run(
        { reader: readerOf(db, meta), meta, headers, call: callFor(meta), transact, runSaga },
        value,
      );
    });
    headers.replayed = replayed;
    return result;
  };
}

async function statusOf(db: Database, service: string) {
  const [unpublished, dead_letters, sagas] = await Promise.all([
    db.kernel.log.countDocuments({ pending: { $exists: true } }),
    db.kernel.dead_letters.estimatedDocumentCount(),
    db.kernel.sagas.countDocuments({ lease_until: { $exists: true } }),
  ]);
  return { service, unpublished, dead_letters, sagas };
}
