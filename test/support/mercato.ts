/** Mercato as its clients use it: signed in by a form, with a token or cookies. */
import { type Backroom, type Client, type Json, startBackroom, until } from "./backroom.ts";

export const PASSWORD = "correct horse";

export type Said = { status: number; body: Json; headers: Headers };
export type Speaking = (
  method: string,
  path: string,
  body?: Json,
  headers?: Record<string, string>,
) => Promise<Said>;

async function said(response: Response): Promise<Said> {
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null, headers: response.headers };
}

/** Speaks with these headers in every request. */
export const speaking =
  (url: string, always: Record<string, string> = {}): Speaking =>
  async (method, path, body, headers = {}) =>
    said(
      await fetch(`${url}/mercato/api${path}`, {
        method,
        redirect: "manual",
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...always,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );

export async function login(
  url: string,
  email: string,
  password = PASSWORD,
  more: Record<string, string> = {},
): Promise<Said> {
  const response = await fetch(`${url}/mercato/api/auth/login`, {
    method: "POST",
    body: new URLSearchParams({ email, password, ...more }),
  });
  return said(response);
}

export type User = {
  id: string;
  email: string;
  token: string;
  say: Speaking;
  /** The same, failing the test for anything but a success. */
  ok(method: string, path: string, body?: Json, headers?: Record<string, string>): Promise<Json>;
};

export const bearerOf = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A member who signs in with a password, and has. */
export async function signedIn(
  { url }: Pick<Backroom, "url">,
  maker: Client,
  email: string,
  roles: readonly string[] = ["superadmin"],
  more: Json = {},
): Promise<User> {
  const { id } = await maker.ok.post("/logins", { email, password: PASSWORD, roles, ...more });
  return userWith(url, id, email);
}

export async function userWith(url: string, id: string, email: string): Promise<User> {
  const { status, body } = await login(url, email);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  const say = speaking(url, bearerOf(body.token));
  return {
    ...{ id, email, token: body.token, say },
    async ok(...asked) {
      const answer = await say(...asked);
      if (answer.status >= 300)
        throw new Error(`${asked[0]} ${asked[1]}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

/** Begins the tenant in this dialect: its first request makes the roles. */
export async function beginTenant(url: string, client: Client): Promise<Speaking> {
  const say = speaking(url, bearerOf(client.key));
  const { status, body } = await until(async () => {
    const answer = await say("GET", "/auth/roles");
    // On a busy machine it is asked to try again.
    return answer.status !== 503 && answer;
  }, "the tenant's first request");
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return say;
}

export type Office = Backroom & { admin: User; key: Speaking };

/** A Backroom with a super-admin who has signed in. */
export async function startOffice(options: Parameters<typeof startBackroom>[0] = {}): Promise<Office> {
  const backroom = await startBackroom(options);
  const key = await beginTenant(backroom.url, backroom.owner);
  return { ...backroom, key, admin: await signedIn(backroom, backroom.owner, "super@office.example") };
}
