/** Events that wait, that were given up, and that are to be offered again. */
import { parseArgs } from "node:util";
import {
  kernelDeadLetters,
  kernelReplay,
  kernelRepublish,
  kernelStatus,
} from "../../shared/service/actions.ts";
import { type ProcessName, serviceNames } from "../process.ts";
import { say, sentence, withServices } from "./with-services.ts";

function chosen(service: string | undefined): ProcessName[] {
  if (service === undefined) return [...serviceNames];
  const name = serviceNames.find((each) => each === service);
  if (!name) throw sentence(`There is no service '${service}': choose from ${serviceNames.join(", ")}.`);
  return [name];
}

const options = { service: { type: "string" }, id: { type: "string" } } as const;

export async function status(args: string[]): Promise<void> {
  const names = chosen(parseArgs({ args, options }).values.service);
  await withServices(names, async (running) => {
    for (const name of names) say(await running.call(kernelStatus(name), {}));
  });
}

export async function deadLetters(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const names = chosen(values.service);
  const [verb = "list"] = positionals;
  if (verb !== "list" && verb !== "replay") throw sentence("dead-letters is followed by list or replay.");
  await withServices(names, async (running) => {
    for (const name of names) {
      if (verb === "list") for (const each of await running.call(kernelDeadLetters(name), {})) say(each);
      else {
        const counts = await running.call(kernelReplay(name), values.id ? { id: values.id } : {});
        say({ service: name, ...counts });
      }
    }
  });
}

export async function republish(args: string[]): Promise<void> {
  const names = chosen(parseArgs({ args, options }).values.service);
  await withServices(names, async (running) => {
    for (const name of names) say({ service: name, ...(await running.call(kernelRepublish(name), {})) });
  });
}
