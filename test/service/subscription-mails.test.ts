/** What subscribers are written (NTF-2, SUB-4, SUB-5). */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { marketplaceOf } from "../support/marketplace.ts";
import { cards, confirmCard } from "../support/paying-market.ts";

let ahead = 0;
const restore = setClock(() => Date.now() + ahead);
const goTo = (instant: string) => {
  ahead = Date.parse(instant) - Date.now();
};

let server: MailServer;
let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  goTo("2027-01-31T12:00:00Z");
  server = await startMailServer();
  const settings = { SMTP_URL: server.url, SMTP_TIMEOUT_MS: 1500, MAIL_FROM: "Shop <shop@example.com>" };
  backroom = await startBackroom({ settings });
  owner = await backroom.organization("Coffee club", { timezone: "Asia/Tokyo" });
});
afterAll(async () => {
  restore();
  await backroom?.stop();
  await server?.stop();
});

/** A subscription over 24.00 a month. */
async function started(email: string, card: string): Promise<Json> {
  const { platform, user } = await marketplaceOf(owner, { url: "https://coffee.example" });
  const [seller, user_id] = [await user(), await user({ email })];
  await confirmCard(owner, user_id, card);
  const { id: contract_id } = await owner.ok.post("/contracts", {
    ...{ platform_id: platform.id, sellers: [{ user_id: seller }] },
    items: [{ seller_user_id: seller, name: "Coffee", unit_price: 2400 }],
  });
  return owner.ok.post("/subscriptions", { contract_id, user_id });
}

const letters = (to: string, subject: RegExp) =>
  server.got(to).filter(({ mail }) => subject.test(String(mail.subject)));
const letter = (to: string, subject: RegExp) =>
  until(async () => letters(to, subject)[0]?.mail, `${subject} to ${to}`);

test("NTF-2: a failed payment says when it is tried again, and the end says when", async () => {
  const to = "ada@coffee.example";
  const made = await started(to, cards.declinedLater);
  goTo("2027-02-28T06:00:00Z");
  const failed = await letter(to, /payment to Wool failed/);
  expect(failed.text).toContain("To pay: 24.00 USD\nWe try again: March 1, 2027");
  expect(failed.text).toContain("https://coffee.example");
  await owner.ok.post(`/subscriptions/${made.id}/end`);
  expect((await letter(to, /Wool ends/)).text).toContain("ends on February 28, 2027");
});

test("NTF-2: one that ends with its period is announced once, with its last day's end", async () => {
  goTo("2027-03-05T12:00:00Z");
  const to = "bob@coffee.example";
  const made = await started(to, cards.works);
  await owner.ok.post(`/subscriptions/${made.id}/end`, { at_period_end: true });
  expect((await letter(to, /Wool ends/)).text).toContain("ends on April 5, 2027");
  goTo("2027-04-05T12:00:00Z");
  const ended = async () => (await owner.ok.get(`/subscriptions/${made.id}`)).status === "ended";
  await until(ended, "the end");
  const { data } = await owner.ok.get(`/mails?to=${to}`);
  expect(data.filter(({ kind }: Json) => kind === "subscription_ending")).toHaveLength(1);
});
