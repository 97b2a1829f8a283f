/** A marketplace in Candle: a platform with a user who has signed in, and what its document does not say. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Backroom, type Client, type Json, startBackroom, until } from "./backroom.ts";
import { type Speak, type Stage, speakerOf } from "./conformance.ts";
import { type Seed, seedOf } from "./seed.ts";

export const SESSION = "X-Session-Token";

/** The id of an object natively. */
export const uuidOf = (id: string): string =>
  id.replace(/^[a-z]+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Reads the code that was mailed last, as the person does. */
export type Codes = (client: Pick<Client, "ok">, email: string) => Promise<string>;

/** Of a Backroom whose mails are files of this folder. */
export function codesIn(folder: string): Codes {
  const read = new Set<string>();
  return async (client, email) => {
    const row = await until(async () => {
      const { data } = await client.ok.get(`/mails?to=${encodeURIComponent(email)}&kind=sign_in_code`);
      return data.find((each: Json) => each.status === "kept" && !read.has(each.id));
    }, `the mail to ${email}`);
    read.add(row.id);
    const text = await readFile(join(folder, `${row.id}.eml`), "utf8");
    return /^(\d{6})\r?$/m.exec(text)![1]!;
  };
}

/** A Backroom whose mails are files. */
export type Market = Backroom & { codeFor: Codes; stop(): Promise<void> };

export async function startMarket(): Promise<Market> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-candle-"));
  const backroom = await startBackroom({ settings: { MAIL_DIR: folder, SMTP_TIMEOUT_MS: 1000 } });
  return {
    ...backroom,
    codeFor: codesIn(folder),
    async stop() {
      await backroom.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type SignedIn = { token: string; refreshToken: string; user: Json };

/** Signs somebody in by the code from their mail. */
export async function signIn(
  market: Pick<Market, "url" | "codeFor">,
  client: Pick<Client, "ok" | "key">,
  email: string,
): Promise<SignedIn> {
  const speak = speakerOf(`${market.url}/candle/v1`, client.key);
  await speak("POST", "/auth/otp/email", { email });
  const otp = await market.codeFor(client, email);
  const { status, body } = await speak("POST", "/auth/otp/verify", { email, otp });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Speaks with a key, and beside it as a user who has signed in. */
export function withSession(url: string, key: string, token: string): Speak {
  const speak = speakerOf(`${url}/candle/v1`, key);
  return (method, path, body, headers = {}) => speak(method, path, body, { [SESSION]: token, ...headers });
}

export type CandleWorld = Stage & {
  seed: Seed;
  market: Market;
  owner: Client;
  /** The user who has signed in. */
  me: Json;
  platform: Json;
};

/** The platform of an organization, with a provider that takes cards. */
export async function openPlatform(url: string, client: Client): Promise<Json> {
  const { body } = await speakerOf(`${url}/candle/v1`, client.key)("GET", "/platforms");
  return client.ok.patch(`/platforms/${uuidOf(body.id)}`, { provider: "simulated" });
}

export async function candleWorld(market: Market): Promise<CandleWorld> {
  const { url, owner } = market;
  const other = await market.organization("Other market");
  await openPlatform(url, other);
  const platform = await openPlatform(url, owner);
  const [mine, theirs] = [
    await signIn(market, owner, "ada@market.example"),
    await signIn(market, other, "bob@market.example"),
  ];
  const key = async (access: string) => (await owner.ok.post("/api-keys", { name: access, access })).key;
  const reader = withSession(url, await key("read_only"), mine.token);
  const writer = withSession(url, await key("read_write"), mine.token);
  return {
    seed: seedOf("candle"),
    ...{ market, owner, platform, me: mine.user },
    own: withSession(url, owner.key, mine.token),
    ...{ reader, stranger: withSession(url, other.key, theirs.token) },
    nobody: speakerOf(`${url}/candle/v1`, null),
    permitted: async ({ method }) => (method === "GET" ? reader : writer),
    params: {},
    named: ({ details }) => (details ?? []).map((each: Json) => each.field ?? ""),
    refusal: (problem) =>
      typeof problem?.statusCode === "number" &&
      typeof problem.error === "string" &&
      typeof problem.message === "string" &&
      Array.isArray(problem.details) &&
      typeof problem.request_id === "string",
    unknown: "ignore",
  };
}
