/** Commands for queued events, dead letters and republishing. */
import { parseArgs } from "node:util";
import {
  kernelDeadLetter,
  kernelDeadLetters,
  kernelDiscard,
  kernelReplay,
  kernelRepublish,
  kernelStatus,
} from "../../shared/service/kernel-actions.ts";
import { type NodeName, serviceNames } from "../node.ts";
import type { RunningProcess } from "../process.ts";
import { say, sentence, withServices } from "./with-services.ts";

function chosen(service: string | undefined): NodeName[] {
  if (service === undefined) return [...serviceNames];
  const name = serviceNames.find((each) => each === service);
  if (!name) throw sentence(`There is no service '${service}': choose from ${serviceNames.join(", ")}.`);
  return [name];
}

const options = { service: { type: "string" } } as const;
const letterOptions = { ...options, id: { type: "string" }, reason: { type: "string" } } as const;

export async function status(args: string[]): Promise<void> {
  const names = chosen(parseArgs({ args, options }).values.service);
  await withServices(names, async (running) => {
    for (const name of names) {
      // The connections are those of this command, so they are left out.
      const { pool: _own, ...waiting } = await running.call(kernelStatus(name), {});
      say(waiting);
    }
  });
}

/** The actions on a service's dead letters. */
const verbs: Record<string, (running: RunningProcess, service: string, given: Given) => Promise<void>> = {
  async list(running, service, { id }) {
    if (id) return say(await running.call(kernelDeadLetter(service), { id }));
    for (const each of await running.call(kernelDeadLetters(service), {})) say(each);
  },
  async replay(running, service, { id }) {
    say({ service, ...(await running.call(kernelReplay(service), id ? { id } : {})) });
  },
  async discard(running, service, { id, reason }) {
    if (!id || !reason) throw sentence("dead-letters discard needs --id and --reason.");
    say(await running.call(kernelDiscard(service), { id, given: { reason } }));
  },
};

type Given = { id?: string | undefined; reason?: string | undefined };

/** An id begins with the name of its service. */
const ofId = (id: string | undefined) => serviceNames.find((name) => id?.startsWith(`${name}.`));

export async function deadLetters(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: letterOptions, allowPositionals: true });
  const names = chosen(values.service ?? ofId(values.id));
  const [word = "list"] = positionals;
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (!verb) throw sentence(`dead-letters is followed by ${Object.keys(verbs).join(", ")}.`);
  await withServices(names, async (running) => {
    for (const name of names) await verb(running, name, values);
  });
}

export async function republish(args: string[]): Promise<void> {
  const names = chosen(parseArgs({ args, options }).values.service);
  await withServices(names, async (running) => {
    for (const name of names) say({ service: name, ...(await running.call(kernelRepublish(name), {})) });
  });
}
