/**
 * Stripe for tests: `stripe-stateful-mock` keeps customers, charges and refunds; what it lacks (intents, transfers,
 * connected accounts) is here. Answers can get lost after the work was done.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { createExpressApp } from "stripe-stateful-mock";
import type { Json } from "./backroom.ts";

const KEY = "sk_test_backroom";
const SECRET = "whsec_backroom";

type Call = { path: string; key: string | undefined };

export type StripeServer = {
  settings: { STRIPE_SECRET_KEY: string; STRIPE_WEBHOOK_SECRET: string; STRIPE_API_URL: string };
  /** Every call that writes, as it came. */
  calls: Call[];
  /** The next answers of this path, or of reading it (`GET …`), get lost, after what they tell was done. */
  lose(path: string, times: number): void;
  /** From now on Stripe knows this dispute so. */
  dispute(id: string, now: Json): void;
  /** Somebody refunds a charge at Stripe's dashboard. */
  refund(charge: string, more: Record<string, string>): Promise<Json>;
  /** Somebody reverses a transfer, or a part of it, at Stripe's dashboard; answers its id. */
  reverse(transfer: string, amount: number): string;
  /** From now on Stripe says this of a refund. */
  refundIs(id: string, status: string): void;
  /** What is kept at Stripe. */
  read(path: string): Promise<Json>;
  /** An event as Stripe sends it. */
  signed(type: string, object: Json): { text: string; headers: Record<string, string> };
  stop(): Promise<void>;
};

type Answer = { status: number; body: Json };
type Asked = {
  path: string;
  form: URLSearchParams;
  key: string;
  mock: (path: string, form: Json) => Promise<Answer>;
};

const metadataOf = (form: URLSearchParams): Json =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const inner = /^metadata\[(\w+)\]$/.exec(name)?.[1];
      return inner ? [[inner, value]] : [];
    }),
  );

const ok = (body: Json): Answer => ({ status: 200, body });

/** A payment method is named after the mock's token for a card: pm_visa-1 is of tok_visa. */
async function chargeBy({ form, key, mock }: Asked): Promise<Answer> {
  const metadata = metadataOf(form);
  const source = form.get("payment_method")!.replace(/^pm_(\w+).*$/, "tok_$1");
  const { status, body } = await mock("/v1/charges", {
    ...{ amount: form.get("amount")!, currency: form.get("currency")!, source },
  });
  if (status !== 200) return { status, body };
  const intent = { id: `pi_${key}`, object: "payment_intent", status: "succeeded", latest_charge: body.id };
  return ok({ ...intent, customer: form.get("customer"), metadata });
}

const reversalOf = (path: string, key: string, amount: number, metadata: Json): Json => ({
  ...{ id: `trr_${key}`, object: "transfer_reversal", transfer: path.split("/")[3], amount, metadata },
});

const accounts = new Map<string, Json>();

/** Each POST of ours, by its path. */
const own: [RegExp, (asked: Asked) => Promise<Answer>][] = [
  [/^\/v1\/payment_intents$/, chargeBy],
  [/^\/v1\/refunds$/, ({ path, form, mock }) => mock(path, Object.fromEntries(form))],
  [
    /^\/v1\/setup_intents$/,
    async () => ok({ id: "seti_1", object: "setup_intent", client_secret: "seti_1_secret" }),
  ],
  [
    /^\/v1\/accounts$/,
    async ({ form, key }) => {
      const id = `acct_${key.split(" ").at(-1)}`;
      const off = { charges_enabled: false, payouts_enabled: false, details_submitted: false };
      accounts.set(id, { id, object: "account", metadata: metadataOf(form), ...off });
      return ok(accounts.get(id));
    },
  ],
  [
    /^\/v1\/account_links$/,
    async () => ok({ object: "account_link", url: "https://connect.stripe.example/1" }),
  ],
  [
    /^\/v1\/transfers$/,
    async ({ form, key }) => {
      const transfer_group = form.get("transfer_group");
      return ok({ id: `tr_${key}`, object: "transfer", transfer_group, metadata: metadataOf(form) });
    },
  ],
  [
    /^\/v1\/transfers\/\w[\w-]*\/reversals$/,
    async ({ path, form, key }) => ok(reversalOf(path, key, Number(form.get("amount")), metadataOf(form))),
  ],
];

/** A list of what was made of a kind, for a customer or a transfer group. */
function listOwn(path: string, query: URLSearchParams, made: Iterable<Answer>): Json | null {
  const objects: Json = { payment_intents: "payment_intent", transfers: "transfer" };
  const [kind = "", of, inner] = path.split("/").slice(2);
  const object = inner === "reversals" ? "transfer_reversal" : of === undefined && objects[kind];
  if (!object) return null;
  const same = (body: Json) =>
    ["customer", "transfer_group"].every((name) => !query.has(name) || query.get(name) === body[name]) &&
    (of === undefined || body.transfer === of);
  const data = [...made].map(({ body }) => body).filter((body) => body.object === object && same(body));
  return { object: "list", url: path, has_more: false, data };
}

const disputes = new Map<string, Json>();

/** What is read of ours. */
function readOwn(path: string, made: Iterable<Answer>): Json | null {
  const [kind = "", id = ""] = path.split("/").slice(2);
  if (kind === "disputes") return disputes.get(id) ?? null;
  if (kind === "payment_intents" && id)
    return [...made].map(({ body }) => body).find((body) => body.id === id) ?? null;
  if (kind === "payment_methods") {
    const card = { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 };
    return { id, object: "payment_method", type: "card", card };
  }
  if (kind !== "accounts" || !accounts.has(id)) return null;
  // Whoever is asked about has gone through the page.
  const bank = { object: "bank_account", bank_name: "Test Bank", last4: "6789" };
  const on = { charges_enabled: true, payouts_enabled: true, details_submitted: true };
  return { ...accounts.get(id), ...on, external_accounts: { object: "list", data: [bank] } };
}

function keyOf({ headers }: IncomingMessage): string | undefined {
  const key = headers["idempotency-key"];
  return typeof key === "string" ? key : undefined;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export async function startStripe(): Promise<StripeServer> {
  const calls: Call[] = [];
  const losing = new Map<string, number>();
  const kept = new Map<string, Answer>();
  const app = createExpressApp();
  let url = "";
  const authorization = `Bearer ${KEY}`;
  const inside = { authorization, "x-inside": "1" };
  const mockUnder = (key: string) => async (path: string, form: Json) => {
    const headers = { ...inside, "idempotency-key": `${key} inside` };
    const reply = await fetch(url + path, { method: "POST", headers, body: new URLSearchParams(form) });
    return { status: reply.status, body: await reply.json() };
  };
  const statuses = new Map<string, string>();
  /** The refunds that the mock keeps, with the states that were said. */
  async function listRefunds(address: string): Promise<Json> {
    const { data, ...page }: Json = await (await fetch(url + address, { headers: inside })).json();
    const now = (each: Json) => ({ ...each, status: statuses.get(each.id) ?? each.status });
    return { ...page, data: data.map(now) };
  }
  const isLost = (path: string): boolean => {
    const left = losing.get(path) ?? 0;
    losing.set(path, left - 1);
    return left > 0;
  };
  async function perform(does: (asked: Asked) => Promise<Answer>, path: string, request: IncomingMessage) {
    const form = await formOf(request);
    const key = keyOf(request) ?? crypto.randomUUID();
    const said = kept.get(key) ?? (await does({ path, form, key, mock: mockUnder(key) }));
    kept.set(key, said);
    return said;
  }
  async function readKept({ headers, url: address = "" }: IncomingMessage, path: string, query?: string) {
    if (path === "/v1/refunds" && headers["x-inside"] === undefined) return listRefunds(address);
    return readOwn(path, kept.values()) ?? listOwn(path, new URLSearchParams(query), kept.values());
  }
  async function show(request: IncomingMessage, response: ServerResponse, path: string, query?: string) {
    if (isLost(`GET ${path}`)) return void response.destroy();
    const read = await readKept(request, path, query);
    return read ? send(response, ok(read)) : app(request, response);
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = "", query] = (request.url ?? "").split("?");
    if (request.method === "GET") return show(request, response, path, query);
    if (request.headers["x-inside"] !== undefined) return app(request, response);
    calls.push({ path, key: keyOf(request) });
    const does = own.find(([pattern]) => pattern.test(path))?.[1];
    if (!does) return app(request, response);
    const said = await perform(does, path, request);
    if (isLost(path)) response.destroy();
    else send(response, said);
  }
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { webhooks } = new Stripe(KEY);
  return {
    settings: { STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET, STRIPE_API_URL: url },
    calls,
    dispute: (id, now) => void disputes.set(id, { ...now, id, object: "dispute" }),
    async refund(charge, more) {
      const body = new URLSearchParams({ charge, ...more });
      return (await fetch(`${url}/v1/refunds`, { method: "POST", headers: inside, body })).json();
    },
    reverse(transfer, amount) {
      const key = crypto.randomUUID();
      const body = reversalOf(`/v1/transfers/${transfer}/reversals`, key, amount, {});
      kept.set(key, ok(body));
      return body.id;
    },
    refundIs: (id, status) => void statuses.set(id, status),
    lose: (path, times) => void losing.set(path, times),
    read: async (path) => (await fetch(url + path, { headers: { authorization } })).json(),
    signed(type, object) {
      const text = JSON.stringify({ id: "evt_1", object: "event", type, data: { object } });
      const signature = webhooks.generateTestHeaderString({ payload: text, secret: SECRET });
      return { text, headers: { "stripe-signature": signature, "content-type": "application/json" } };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
