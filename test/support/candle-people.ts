/** How Candle's operations on platforms, users and waitlists are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { type CandleWorld, uuidOf } from "./candle.ts";
import { type Request, sameFields, type Trial } from "./conformance.ts";
import { oneColor } from "./pictures.ts";

export type Ok = (method: string, path: string, body?: Json) => Promise<Json>;
export type Trials = Record<string, () => Trial>;

export const must = (fits: boolean, told: string): void => {
  if (!fits) throw new Error(told);
};

let made = 0;
export const nth = (): number => ++made;
export const someone = (): string => `guest${nth()}@market.example`;

export const pictureFile = async (): Promise<File> =>
  new File([new Uint8Array(await oneColor(String(100_000 + nth())))], "picture.png", { type: "image/png" });

/** A picture that was uploaded. */
async function media(ok: Ok): Promise<string> {
  const form = new FormData();
  form.append("file", await pictureFile());
  return (await ok("POST", "/utils/media/upload", form)).id;
}

const wholeUser = (): Json => {
  const n = nth();
  return {
    ...{ email: `whole${n}@market.example`, username: `whole_${n}`, bio: "Knits.", name: `Whole ${n}` },
    ...{ firstName: "Whole", lastName: `N${n}`, timezone: "America/New_York" },
  };
};

type Setting = { world: () => CandleWorld; ok: Ok };

/** What exists for the signed-in user and for a named one. */
type Place = { path: string; user(): Promise<Json>; params(user: Json): Record<string, string> };

function placesOf({ ok }: Setting): Record<"mine" | "others", Place> {
  return {
    mine: { path: "/users/auth", user: () => ok("GET", "/users/auth"), params: () => ({}) },
    others: {
      path: "/users/{id}",
      user: () => ok("POST", "/users", { email: someone() }),
      params: ({ id }) => ({ id }),
    },
  };
}

async function natively({ world }: Setting, id: string): Promise<Json> {
  return world().owner.ok.get(`/marketplace-users/${uuidOf(id)}`);
}

const usersOf = (setting: Setting) => async () => {
  const { data } = await setting.world().owner.ok.get("/marketplace-users?limit=100&sort=-created_at");
  return data.map(({ updated_at, version, signed_in_at, ...rest }: Json) => rest);
};

/** Whether another organization's caller is refused, or reaches their own. */
const foreignTo = (place: Place) => (place.path === "/users/auth" ? "its own" : "refused");

/** What every operation on one user has in common: the user is shown and reads the same natively. */
function onUser(
  setting: Setting,
  place: Place,
  asked: (user: Json) => Promise<Request>,
  proof: (asked: Request, answer: Json, natively: Json) => Promise<void>,
  more: Partial<Trial> = {},
): Trial {
  return {
    ...{ foreign: foreignTo(place), state: async () => null },
    full: async () => {
      const user = await place.user();
      const request = await asked(user);
      return { ...request, params: { ...place.params(user), ...request.params } };
    },
    async proof(request, answer) {
      sameFields({ id: answer.id }, await setting.ok("GET", `/users/${answer.id}`), "its own address");
      await proof(request, answer, await natively(setting, answer.id));
    },
    ...more,
  };
}

function userTrials(setting: Setting): Trials {
  const { ok } = setting;
  const entries = Object.values(placesOf(setting)).flatMap((place): [string, () => Trial][] => {
    const { path } = place;
    return [
      [`PUT ${path}`, () => updating(setting, place)],
      [`DELETE ${path}`, () => deleting(setting, place)],
      [
        `POST ${path}/image`,
        () =>
          onUser(
            setting,
            place,
            async () => ({ body: { media_id: await media(ok) } }),
            async ({ body }, { image }, { image_file_id }) => {
              must(image_file_id === uuidOf(body.media_id), "another picture natively");
              const picture = await fetch(image);
              must(picture.headers.get("content-type") === "image/png", `${image}: ${picture.status}`);
            },
            { foreign: "refused" },
          ),
      ],
      [
        `POST ${path}/link`,
        () =>
          onUser(
            setting,
            place,
            async () => ({ body: { url: `https://pages.example/${nth()}`, label: "Shop" } }),
            async ({ body }, { links }, { links: own }) => {
              sameFields(body, links.at(-1), "the answer");
              sameFields(body, own.at(-1), "the native API");
            },
            { foreign: path === "/users/auth" ? "its own" : "refused" },
          ),
      ],
      [`DELETE ${path}/link/{link_id}`, () => unlinking(setting, place)],
    ];
  });
  return Object.fromEntries(entries);
}

const updating = (setting: Setting, place: Place): Trial => {
  // The address of a signed-in user counts when it was proven (USR-2).
  const shownIn = ({ email, ...rest }: Json) => (place.path === "/users/auth" ? rest : { email, ...rest });
  return onUser(
    setting,
    place,
    async () => ({ body: shownIn(wholeUser()) }),
    async ({ body }, answer, own) => {
      const { firstName, lastName, email, username, bio, name, timezone } = body;
      sameFields(body, answer, "the answer");
      const wanted = { first_name: firstName, last_name: lastName, email, username, bio, name, timezone };
      sameFields(wanted, own, "the native API");
    },
    { least: async () => ({ params: place.params(await place.user()), body: {} }) },
  );
};

const deleting = (setting: Setting, place: Place): Trial => ({
  ...onUser(
    setting,
    place,
    async () => ({}),
    async (_asked, { scheduledDeletion }, { scheduled_deletion_at }) => {
      const days = (Date.parse(scheduledDeletion) - Date.now()) / 86_400_000;
      must(days > 29 && days < 31, `in ${days} days`);
      must(Date.parse(scheduled_deletion_at) - Date.parse(scheduledDeletion) < 1000, "another date natively");
    },
  ),
});

const unlinking = (setting: Setting, place: Place): Trial =>
  onUser(
    setting,
    place,
    async (user) => {
      const path = place.path.replace("{id}", user.id);
      const { links } = await setting.ok("POST", `${path}/link`, { url: `https://pages.example/${nth()}` });
      return { params: { link_id: links.at(-1).id } };
    },
    async ({ params }, { links }, { links: own }) => {
      const gone = (all: Json[]) => !all.some(({ id }) => id === params!.link_id);
      must(gone(links) && !own.some(({ id }: Json) => id === uuidOf(params!.link_id!)), "it is still there");
    },
    { foreign: "refused" },
  );

function peopleTrials(setting: Setting): Trials {
  const { ok, world } = setting;
  const state = usersOf(setting);
  return {
    "GET /users/auth": () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      async proof(_asked, answer) {
        must(answer.id === world().me.id, "somebody else");
        sameFields(answer, await ok("GET", `/users/${answer.id}`), "its own address");
      },
    }),
    "GET /users": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        await ok("POST", "/users", { email: someone() });
        return { query: "limit=100" };
      },
      async proof(_asked, answer) {
        must(answer.length > 1 && answer.some(({ id }: Json) => id === world().me.id), "too few");
        const first = await world().own("GET", "/users?limit=1");
        const cursor = encodeURIComponent(first.headers.get("backroom-next-cursor") ?? "");
        const second = await ok("GET", `/users?limit=1&cursor=${cursor}`);
        must(second[0].id === answer[1].id, "the cursor leads elsewhere");
      },
    }),
    "POST /users": () => ({
      ...{ foreign: "its own", state, full: async () => ({ body: wholeUser() }) },
      least: async () => ({ body: { email: someone() } }),
      async proof({ body }, answer) {
        sameFields(body, answer, "the answer");
        sameFields(answer, await ok("GET", `/users/${answer.id}`), "its own address");
        const { email, username } = await natively(setting, answer.id);
        sameFields({ email: body.email }, { email, username }, "the native API");
        must(username.length > 2, "no username natively");
      },
    }),
    "GET /users/{id}": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: (await ok("POST", "/users", wholeUser())).id } }),
      async proof({ params }, answer) {
        must(answer.id === params!.id, "somebody else");
        must(answer.email === (await natively(setting, answer.id)).email, "another address natively");
      },
    }),
  };
}

/** A card of a user, as their client hands it to the simulated provider. */
export async function addCard(
  { world }: Setting,
  user_id: string,
  card_number = "4242424242424242",
): Promise<Json> {
  const { owner } = world();
  const { client_secret } = await owner.ok.post("/payment-methods/set-ups", { user_id: uuidOf(user_id) });
  const card = { card_number, exp_month: 12, exp_year: 2032 };
  return owner.ok.post(`/simulated-provider/set-ups/${client_secret}`, card);
}

const methodId = ({ id }: Json): string => `pm_${id.replaceAll("-", "")}`;

function billingTrials(setting: Setting): Trials {
  const { ok, world } = setting;
  const entries = Object.values(placesOf(setting)).flatMap((place): [string, () => Trial][] => {
    const { path } = place;
    const method = async (user: Json) => ({
      params: { payment_method_id: methodId(await addCard(setting, user.id)) },
    });
    return [
      [
        `GET ${path}/payment_methods`,
        () => ({
          ...{ foreign: foreignTo(place), state: async () => null },
          async full() {
            const user = await place.user();
            await addCard(setting, user.id);
            return { params: place.params(user) };
          },
          proof: async (_asked, answer) =>
            must(
              answer.at(-1).last4 === "4242" && answer.some(({ isDefault }: Json) => isDefault),
              JSON.stringify(answer),
            ),
        }),
      ],
      [
        `DELETE ${path}/payment_methods/{payment_method_id}`,
        () =>
          onUser(
            setting,
            place,
            method,
            async ({ params }, { paymentMethods }) => {
              const { payment_method_id } = params!;
              must(!paymentMethods.some(({ id }: Json) => id === payment_method_id), "it is still there");
              const { status } = await world().owner.get(`/payment-methods/${uuidOf(payment_method_id!)}`);
              must(status === 404, "it is still there natively");
            },
            { foreign: "refused" },
          ),
      ],
      [
        `PUT ${path}/payment_methods/{payment_method_id}/default`,
        () =>
          onUser(
            setting,
            place,
            method,
            async ({ params }, { paymentMethods }) => {
              const own = paymentMethods.filter(({ isDefault }: Json) => isDefault);
              must(own.length === 1 && own[0].id === params!.payment_method_id, JSON.stringify(own));
            },
            { foreign: "refused" },
          ),
      ],
    ];
  });
  const mine = placesOf(setting).mine;
  return {
    ...Object.fromEntries(entries),
    "POST /users/auth/client_secret": () =>
      onUser(
        setting,
        mine,
        async () => ({}),
        async (_asked, { clientSecret, stripeCustomerId }) => {
          must(Boolean(clientSecret) && stripeCustomerId.startsWith("cus_"), "no secret or customer");
        },
      ),
    "POST /users/auth/bank_account": () =>
      onUser(
        setting,
        mine,
        async () => ({}),
        async (_asked, { onboardingUrl }) => {
          const opened = await fetch(onboardingUrl);
          must(opened.status === 200, `${onboardingUrl}: ${opened.status}`);
          const me = await ok("GET", "/users/auth");
          must(
            me.chargesEnabled && me.detailsSubmitted && me.stripeConnectId.startsWith("acct_"),
            "unconnected",
          );
          must((await fetch(onboardingUrl)).status === 403, "the link counts twice");
        },
      ),
    "GET /users/{id}/bank_account": () => ({
      ...{ foreign: "refused", state: async () => null },
      async full() {
        const { id } = await ok("POST", "/users", { email: someone() });
        const user_id = uuidOf(id);
        await world().owner.ok.post("/provider-accounts/onboarding", { user_id });
        return { params: { id } };
      },
      proof: async (_asked, answer) =>
        sameFields({ provider: "simulated", currency: "usd", chargesEnabled: false }, answer, "the answer"),
    }),
  };
}

function platformTrials(setting: Setting): Trials {
  const { ok, world } = setting;
  const platform = () => ok("GET", "/platforms");
  const native = async ({ id }: Json) => world().owner.ok.get(`/platforms/${uuidOf(id)}`);
  return {
    "GET /platforms": () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      async proof(_asked, answer) {
        const { name } = await native(answer);
        sameFields({ name, mode: "live" }, answer, "the answer");
      },
    }),
    "GET /platforms/domains/{domain}": () => ({
      ...{ foreign: "refused", state: async () => null },
      async full() {
        const { id } = await platform();
        await world().owner.ok.patch(`/platforms/${uuidOf(id)}`, { domains: ["market.example"] });
        return { params: { domain: "Market.Example:8080" } };
      },
      proof: async (_asked, answer) => sameFields({ id: (await platform()).id }, answer, "the answer"),
    }),
    "PUT /platforms/{id}": () => ({
      ...{ foreign: "refused", state: platform },
      full: async () => ({
        params: { id: (await platform()).id },
        body: {
          name: `Market ${nth()}`,
          description: "Wool.",
          url: "https://market.example",
          platformFee: 2.5,
        },
      }),
      least: async () => ({ params: { id: (await platform()).id }, body: {} }),
      async proof({ body }, answer) {
        sameFields(body, answer, "the answer");
        const { platformFee, ...rest } = body;
        const fee = platformFee === undefined ? {} : { platform_fee_ppm: 25_000 };
        sameFields({ ...rest, ...fee }, await native(answer), "the native API");
      },
    }),
    "POST /platforms/{id}/image": () => ({
      ...{ foreign: "refused", state: platform },
      full: async () => ({ params: { id: (await platform()).id }, body: { media_id: await media(ok) } }),
      async proof({ body }, answer) {
        must((await native(answer)).logo_file_id === uuidOf(body.media_id), "another logo natively");
        must((await fetch(answer.logo)).status === 200, `${answer.logo} shows nothing`);
      },
    }),
    "GET /platforms/community/user/{user_id}": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { user_id: world().me.id } }),
      proof: async (_asked, answer) => sameFields({ id: (await platform()).id }, answer, "the answer"),
    }),
  };
}

function waitlistTrials(setting: Setting): Trials {
  const { ok, world } = setting;
  const count = async () => (await ok("GET", "/waitlists/count")).count;
  const join = () => ok("POST", "/waitlists", { email: someone(), name: "Ada" });
  const native = ({ id }: Json) => world().owner.get(`/waitlist-entries/${uuidOf(id)}`);
  return {
    "POST /waitlists": () => ({
      ...{ foreign: "its own", state: count },
      full: async () => ({ body: { email: someone(), name: "Ada" } }),
      least: async () => ({ body: { email: someone() } }),
      async proof({ body }, answer) {
        sameFields({ ...body, position: await count() }, answer, "the answer");
        sameFields(body, (await native(answer)).body, "the native API");
        const again = await ok("POST", "/waitlists", { email: body.email.toUpperCase() });
        must(again.id === answer.id, "joined twice");
      },
    }),
    "GET /waitlists/count": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const { id } = await join();
        await ok("POST", `/waitlists/${id}/grant`);
        await join();
        return {};
      },
      async proof(_asked, answer) {
        const { count: waiting } = await world().owner.ok.get(
          "/waitlist-entries?granted_at=null&include=count&limit=1",
        );
        must(answer.count === waiting && waiting > 0, `${answer.count} instead of ${waiting}`);
      },
    }),
    "POST /waitlists/{id}/grant": () => ({
      ...{ foreign: "refused", state: count, full: async () => ({ params: { id: (await join()).id } }) },
      async proof(_asked, answer) {
        must(Boolean(answer.granted) && answer.position === undefined, JSON.stringify(answer));
        must(Boolean((await native(answer)).body.granted_at), "waiting natively");
      },
    }),
    "DELETE /waitlists/{id}/remove": () => ({
      ...{ foreign: "refused", state: count, full: async () => ({ params: { id: (await join()).id } }) },
      async proof(_asked, answer) {
        must(answer.position === (await count()) + 1, JSON.stringify(answer));
        must((await native(answer)).status === 404, "it is still there natively");
      },
    }),
  };
}

function utilityTrials(setting: Setting): Trials {
  const { ok, world } = setting;
  const none = { state: async () => null } as const;
  return {
    "POST /auth/otp/email": () => ({
      ...{ ...none, foreign: "its own", full: async () => ({ body: { email: someone() } }) },
      async proof({ body }, answer) {
        must(JSON.stringify(answer) === "{}", JSON.stringify(answer));
        await world().market.codeFor(world().owner, body.email);
      },
    }),
    "POST /utils/gnerate/username": () => ({
      ...{ ...none, foreign: "its own", open: "anyone" },
      full: async () => ({ body: { text: "Ärzte & Co. GmbH" } }),
      proof: async (_asked, answer) => must(answer.username === "arztecogmbh", JSON.stringify(answer)),
    }),
    "POST /utils/estimate/fee": () => ({
      ...{ ...none, foreign: "its own", open: "anyone" },
      full: async () => ({ body: { amount: 15_000 } }),
      async proof(_asked, answer) {
        const platform = await ok("GET", "/platforms");
        const fee = Math.round((15_000 * platform.platformFee) / 100);
        sameFields(
          { amount: 15_000, currency: "usd", platformFee: fee, sellerReceives: 15_000 },
          answer,
          "it",
        );
      },
    }),
    "POST /utils/media/upload": () => ({
      ...{ ...none, foreign: "its own", full: async () => ({ body: { file: await pictureFile() } }) },
      async proof(_asked, { url, mimeType, size }) {
        const picture = await fetch(url);
        must((await picture.arrayBuffer()).byteLength === size && mimeType === "image/png", url);
      },
    }),
  };
}

export const candlePeople = (world: () => CandleWorld, ok: Ok): Trials => {
  const setting = { world, ok };
  return {
    ...{ ...userTrials(setting), ...peopleTrials(setting), ...billingTrials(setting) },
    ...{ ...platformTrials(setting), ...waitlistTrials(setting), ...utilityTrials(setting) },
  };
};
