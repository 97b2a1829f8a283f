/**
 * The handlers of a service's actions: its resources' verbs, its operations, and the actions that every
 * service has.
 */
import { fail, invalid } from "../errors.ts";
import { compileInput } from "../fields/index.ts";
import { missingIn } from "../meta.ts";
import type { AnyResource } from "../resource/resource.ts";
import { batchHandler, type Command, followUp } from "./batch.ts";
import type { ServiceDefinition } from "./definition.ts";
import { actionOf } from "./flows.ts";
import { type KernelContext, kernelActions, kernelHandlers } from "./kernel-actions.ts";
import type { Handler } from "./operation.ts";
import { readerOf } from "./reader.ts";
import { type References, referencesOf, wantedOf } from "./references.ts";
import { rowsAction } from "./row-imports.ts";
import { importProgress } from "./rows.ts";
import type { Runtime } from "./runtime.ts";
import { type ActionHandler, readsOf, writesOf } from "./verbs.ts";
import { refuseRestricted } from "./visible.ts";

/** The handler of each action. */
export function actionsOf(
  definition: ServiceDefinition,
  runtime: Runtime,
  relay: KernelContext["relay"],
): Record<string, ActionHandler> {
  const { name, resources, handlers, views = [] } = definition;
  const { db, callFor } = runtime;
  const references = referencesOf(name, resources, db, callFor);
  const actions: Record<string, ActionHandler> = kernelHandlers({ definition, runtime, references, relay });
  const commands: Record<string, Command> = {};
  for (const resource of resources) {
    const view = views.find((each) => each.resource === resource);
    for (const [verb, read] of Object.entries(readsOf(resource, runtime, view)))
      actions[`${resource.name}.${verb}`] = async (input, meta, headers) => {
        refuseRestricted(resource, meta);
        return read(input, meta, headers);
      };
    for (const [verb, write] of Object.entries(writesOf(resource, view)))
      commands[`${resource.name}.${verb}`] = (input, meta) => {
        refuseRestricted(resource, meta);
        return write(input, meta);
      };
  }
  for (const handler of handlers) {
    const short = handler.operation.name.slice(name.length + 1);
    const about = resources.find((each) => short.startsWith(`${each.name}.`));
    if (handler.mode === "command") commands[short] = commandOf(handler, about);
    else if (handler.mode !== "rows") actions[short] = actionOf(handler, runtime, references);
  }
  Object.assign(actions, importsOf(definition, commands, { references, runtime }));
  for (const [short, write] of Object.entries(commands))
    actions[short] = alone(`${name}.${short}`, write, runtime, references);
  actions["kernel.batch"] = batchHandler(commands, references, runtime);
  const beyond = new Set([
    ...handlers.filter(({ mode }) => mode === "global").map(({ operation }) => operation.name),
    ...Object.entries(kernelActions)
      .filter(([, each]) => "operator" in each)
      .map(([short]) => `${name}.${short}`),
  ]);
  for (const [short, run] of Object.entries(actions))
    if (!beyond.has(`${name}.${short}`)) actions[short] = forTenant(run);
  return actions;
}

/** The actions that create each row by its own command. */
const importsOf = (
  { name, handlers }: ServiceDefinition,
  commands: Record<string, Command>,
  work: { references: References; runtime: Runtime },
): Record<string, ActionHandler> =>
  Object.fromEntries(
    handlers.flatMap((handler) => {
      if (handler.mode !== "rows") return [];
      const command = commands[handler.creates.slice(name.length + 1)];
      if (!command) throw new TypeError(`'${handler.creates}' is not a command of ${name}.`);
      const short = handler.operation.name.slice(name.length + 1);
      return [[short, rowsAction(handler, { ...work, command, progress: importProgress(name) })]];
    }),
  );

/** Refuses a call without a tenant: only a service's code can make one; the gateway always sets it. */
const forTenant =
  (run: ActionHandler): ActionHandler =>
  async (input, meta, headers) => {
    const missing = missingIn(meta);
    if (missing.length === 0) return run(input, meta, headers);
    const message = `The call's meta must tell for whom it is: org {id, mode, currency, timezone}, actor {kind, id}, scopes and request_id (docs/events.md has an example). Missing: ${missing.join(", ")}.`;
    throw fail(meta.org ? "unprocessable" : "unauthorized", message, { missing });
  };

/** Runs one command on its own. */
function alone(action: string, write: Command, runtime: Runtime, references: References): ActionHandler {
  const { db, callFor, execute } = runtime;
  return async (input, meta, headers) => {
    const { wanted, gather, run, after } = write(input, meta);
    const result = await execute(meta, headers, action, {
      // After the lookup of the key's answer: a repeated request gets the same answer, even if its references
      // have changed.
      async prepare() {
        await references.verify(wanted, meta);
        return gather(callFor(meta), readerOf(db, meta));
      },
      run,
    });
    if (after) await followUp([{ after }], meta, runtime);
    return result;
  };
}

/** `about`: the resource that the operation belongs to. */
function commandOf(
  { operation, gather, verifies, run, after }: Extract<Handler, { mode: "command" }>,
  about: AnyResource | undefined,
): Command {
  const validate = compileInput(operation.input, operation.change ? "change" : "create");
  return (input, meta) => {
    refuseRestricted(operation, meta);
    const checked = validate(input);
    if (!checked.ok) throw invalid(checked.violations, checked.count);
    const { value } = checked;
    const { id } = value;
    const holder = operation.change && about ? { resource: about, id: String(id) } : undefined;
    return {
      wanted: wantedOf(operation.input, value, { holder, verifies }),
      gather: async (call, reader) => gather?.(call, value, meta, reader),
      run: (tx, gathered) => run(tx, value, gathered),
      ...(after ? { after: (call) => after(call, value) } : {}),
    };
  };
}
