/** Mails to those who settle contracts, when a buyer's bank or the provider takes money (NTF-2, CON-12, CON-21). */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { cards, openMarketplace } from "../support/paying-market.ts";

let server: MailServer;
let backroom: Backroom;
beforeAll(async () => {
  server = await startMailServer();
  backroom = await startBackroom({
    settings: { SMTP_URL: server.url, SMTP_TIMEOUT_MS: 1500, MAIL_FROM: "Shop <shop@example.com>" },
  });
});
afterAll(async () => {
  await backroom?.stop();
  await server?.stop();
});

type Market = { owner: Client; number: string; dispute: Json; manager: string; member: string };

/** A contract whose charge is disputed; somebody who may settle contracts, and somebody who may not. */
async function disputed(name: string, locale = "en-US"): Promise<Market> {
  const owner = await backroom.organization(name);
  await owner.ok.patch(`/organizations/${owner.organization_id}`, { locale });
  const [manager, member] = ["manager", "member"].map((role) => `${role}-${name.toLowerCase()}@example.com`);
  await owner.ok.post("/members", { email: manager, role: "manager" });
  await owner.ok.post("/members", { email: member, role: "member" });
  const market = await openMarketplace(owner);
  const buyer = await market.person({ card: cards.disputed });
  const { id } = await market.contract([[await market.person({ bank: true }), 9000]], [buyer]);
  await owner.ok.post(`/contracts/${id}/settle`);
  const dispute = await until(
    async () => (await owner.ok.get(`/disputes?contract_id=${id}`)).data[0],
    "the dispute",
  );
  const { number } = await owner.ok.get(`/contracts/${id}`);
  return { owner, number, dispute, manager: manager!, member: member! };
}

const mailTo = (to: string, subject: string) =>
  until(async () => server.got(to).find(({ mail }) => mail.subject === subject)?.mail, subject);

test("NTF-2: a dispute is told when it opens and when it is lost, once each, to those who settle contracts", async () => {
  const { owner, number, dispute, manager, member } = await disputed("Lost");
  const opened = await mailTo(manager, `A payment of contract ${number} is disputed`);
  expect(opened.text).toContain(
    `A buyer of contract ${number} at Lost asked their bank to take 98.56 USD back.`,
  );
  expect(opened.text).toContain("Reason: fraudulent\nThe provider takes evidence until: –");
  await owner.ok.post(`/disputes/${dispute.id}/decide`, { outcome: "lost" });
  const lost = await mailTo(manager, `The dispute about contract ${number} is lost`);
  expect(lost.text).toContain("98.56 USD");
  expect(server.got(manager)).toHaveLength(2);
  expect(server.got(member)).toEqual([]);
  const { data } = await owner.ok.get("/mails?kind=dispute_opened");
  expect(new Set(data.map(({ to, cause }: Json) => `${to} ${cause}`)).size).toBe(data.length);
});

test("NTF-2: one that is won is told in the language of the organization", async () => {
  const { owner, number, dispute, manager } = await disputed("Won", "de-AT");
  await mailTo(manager, `Eine Zahlung zu Vertrag ${number} wird angefochten`);
  await owner.ok.post(`/disputes/${dispute.id}/decide`, { outcome: "won" });
  const won = await mailTo(manager, `Die Anfechtung zu Vertrag ${number} ist gewonnen`);
  expect(won.text).toContain("98.56 USD");
});

test("CON-21: a refund at the provider beyond what the buyer had left is told", async () => {
  const { owner, number, dispute, manager } = await disputed("Over");
  await owner.ok.post(`/disputes/${dispute.id}/decide`, { outcome: "lost" });
  const there = `/transactions/${dispute.transaction_id}/refund-at-provider`;
  await owner.ok.post(there, { amount: 1234 });
  const over = await mailTo(manager, `Too much was refunded on contract ${number}`);
  expect(over.text).toContain("12.34 USD more back than they had left");
});

test("CON-22: a refund that its provider returned is told, as long as it is owed", async () => {
  const { owner, number, dispute, manager } = await disputed("Back");
  const there = `/transactions/${dispute.transaction_id}/refund-at-provider`;
  await owner.ok.post(there, { amount: 1234 });
  const query = `/transactions?contract_id=${dispute.contract_id}&type=refund`;
  const [refund] = (await owner.ok.get(query)).data;
  await owner.ok.post(`/transactions/${refund.id}/return-at-provider`, {});
  const back = await mailTo(manager, `A refund on contract ${number} was returned`);
  expect(back.text).toContain("The refund of 12.34 USD to a buyer");
});
