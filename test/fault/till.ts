/** A register at work: what it knows, and how it asks. */
import type { Json } from "../support/backroom.ts";
import { type Answer, type ClientLog, command } from "./client-log.ts";
import type { MakersWorld } from "./makers-world.ts";
import type { MarketWorld } from "./market-world.ts";
import type { Random } from "./random.ts";

export type Tenant = {
  name: string;
  key: string;
  slug: string;
  store: string;
  location: string;
  account: string;
  makers: MakersWorld;
  market: MarketWorld;
};

export type Till = {
  url: string;
  tenant: Tenant;
  log: ClientLog;
  random: Random;
  /** Pieces of this till alone, and pieces that every till of the tenant tries to sell. */
  pieces: string[];
  contested: string[];
  /** Ids that ConsignCloud's routes know. */
  cloud_sales: string[];
  sales: { id: string; lines: string[] }[];
};

/** What a till remembers to go on with: enough to choose from, however long it works. */
const REMEMBERED = 50;
export const remember = <T>(list: T[], one: T): void => {
  list.push(one);
  if (list.length > REMEMBERED) list.shift();
};

export const price = ({ random }: Till) => 500 + random.below(20_000);

export const native = ({ url }: Till) => `${url}/api/v1`;
export const ask = (till: Till, method: string, at: string, body?: unknown): Promise<Answer> =>
  command(till.log, method, at, till.tenant.key, body);

/** Logs what a command made; null when it was refused. */
export function noted(till: Till, what: string, { status, body }: Answer, id?: string): Json | null {
  if (status >= 300) return null;
  const made = Array.isArray(body) ? body[0] : body;
  note(till, what, id ?? made.id, made.amount);
  return made;
}

export const note = ({ log, tenant }: Till, what: string, id: string, amount = 0): void =>
  log.note({ tenant: tenant.name, what, id, amount });
