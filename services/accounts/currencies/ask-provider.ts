/** One provider of exchange rates is asked, through the guard (WHK-5). */
import { guardedFetch } from "../../../shared/net/guarded-fetch.ts";
import { adapters, type Provider, type Told } from "./adapters.ts";
import { providers, type RateSource } from "./rate-source.ts";

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 2 * 1024 * 1024;

export type Answer = { provider: string; told: Told[]; error: string | null };
type Asking = { config: RateSource["config"]; date: string | null; allowed_hosts: readonly string[] };

const isProvider = (name: string): name is Provider => providers.some((each) => each === name);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function ratesOf(name: string, { config, date, allowed_hosts }: Asking): Promise<Told[] | string> {
  if (!isProvider(name)) return "Nobody of this name tells exchange rates.";
  const adapter = adapters[name];
  const address = adapter.address(config, date);
  if (!address) return "Its 'config' names no 'url' that can be asked.";
  const options = { timeout_ms: TIMEOUT_MS, max_bytes: MOST_BYTES, headers: { accept: "application/json" } };
  const answer = await guardedFetch(address, { ...options, allowed_hosts });
  if (!answer.ok) return answer.message;
  if (answer.status !== 200) return `The address answers with status ${answer.status}.`;
  return (
    adapter.read(parsed(answer.body.toString("utf8"))) ?? "The address does not answer with exchange rates."
  );
}

export async function askProvider(provider: string, asking: Asking): Promise<Answer> {
  const found = await ratesOf(provider, asking);
  return typeof found === "string"
    ? { provider, told: [], error: found }
    : { provider, told: found, error: null };
}
