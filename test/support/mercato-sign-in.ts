/** Mercato's operations with forms, cookies and redirects, as its document describes them. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Json, until } from "./backroom.ts";
import type { Request, Spoken } from "./conformance.ts";
import { bearerOf, login, type Office, PASSWORD, speaking, startOffice } from "./mercato.ts";

/** An office whose mails are files. */
export type MailingOffice = Office & {
  /** The token that was mailed to somebody who forgot their password. */
  resetToken(email: string): Promise<string>;
  /** The token that was mailed to somebody who wants an organization of their own; after the `known` one. */
  signupToken(email: string, known?: string): Promise<string>;
};

export async function startMailingOffice(): Promise<MailingOffice> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-mercato-"));
  const office = await startOffice({
    settings: { MAIL_DIR: folder, SMTP_TIMEOUT_MS: 1000, SELF_SERVICE_ONBOARDING_ENABLED: "yes" },
  });
  return {
    ...office,
    async resetToken(email) {
      const row = await until(async () => {
        const asked = `/mails?to=${encodeURIComponent(email)}&kind=password_reset`;
        const { data } = await office.owner.ok.get(asked);
        return data.find((each: Json) => each.status === "kept");
      }, `the mail to ${email}`);
      const text = await readFile(join(folder, `${row.id}.eml`), "utf8");
      return tokenIn(text);
    },
    // These mails belong to no organization yet.
    signupToken: (email, known) =>
      until(async () => {
        const names = (await readdir(folder)).filter((each) => each.endsWith(".eml"));
        const mails = await Promise.all(names.map((each) => readFile(join(folder, each), "utf8")));
        const own = mails.filter(
          (each) => each.includes(email) && /within a day|innerhalb eines Tages/.test(each),
        );
        return own.map(tokenIn).find((each) => each !== known);
      }, `the mail to ${email}`),
    async stop() {
      await office.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const tokenIn = (mail: string): string => /^([\w-]{43})\r?$/m.exec(mail)![1]!;

export const signupOf = (email: string, more: Json = {}): Json => ({
  ...{ email, firstName: "Ada", lastName: "Novak", organizationName: "Novak & Sons" },
  ...{ password: PASSWORD, confirmPassword: PASSWORD, termsAccepted: true },
  ...more,
});

/** One operation, the request that shows it, and the answer. */
export type Shown = { method: string; path: string; asked: Request; status: number; location?: string };

const EMAIL = "kim@office.example";

/** Sends each of them once, in an order in which all succeed; `seen` gets each with its answer. */
export async function signInStory(
  office: MailingOffice,
  seen: (shown: Shown, said: Spoken) => Promise<void>,
): Promise<void> {
  await office.owner.ok.post("/logins", { email: EMAIL, password: PASSWORD, roles: ["employee"] });
  const plain = speaking(office.url);
  const shows = async (shown: Shown, headers: Record<string, string> = {}): Promise<Json> => {
    const { method, path, asked } = shown;
    const said = await plain(method, asked.query ? `${path}?${asked.query}` : path, asked.body, headers);
    await seen(shown, { ...said, type: said.headers.get("content-type") ?? "" });
    return said.body;
  };
  const post = (path: string, body: Json, status = 200) =>
    shows({ method: "POST", path, asked: { body }, status });
  await post("/auth/login", { email: EMAIL, password: PASSWORD, remember: "1" });
  await post("/auth/reset", { email: EMAIL });
  const token = await office.resetToken(EMAIL);
  const password = "another horse";
  await post("/auth/reset/confirm", { token, password });
  const old = await login(office.url, EMAIL);
  if (old.status !== 401) throw new Error(`the old password still counts: ${old.status}`);
  await post("/auth/locale", { locale: "pl" }, 201);
  const { headers, body } = await login(office.url, EMAIL, password, { remember: "1" });
  const remembered = headers.getSetCookie().find((each) => each.startsWith("session_token="))!;
  const sent = (path: string, query: string, location: string, more?: Record<string, string>) =>
    shows({ method: "GET", path, asked: query ? { query } : {}, status: 302, location }, more);
  const cookie = { Cookie: remembered.split(";")[0]! };
  await sent("/auth/session/refresh", "redirect=/orders", "/orders", cookie);
  await sent("/auth/locale", "locale=de&redirect=/orders", "/orders");
  const mine = bearerOf(body.token);
  await shows({ method: "POST", path: "/auth/logout", asked: {}, status: 302, location: "/login" }, mine);
  await sent("/auth/logout", "", "/login", mine);
  const founder = "ada@novak.example";
  await post("/onboarding/onboarding", signupOf(founder), 201);
  await sent("/onboarding/onboarding/verify", `token=${await office.signupToken(founder)}`, "/backend");
}
