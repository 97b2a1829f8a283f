/** Mails over separate processes: what is killed loses nothing, and a repetition can be recognized (NTF-1, INV-41). */
import { type Json, until } from "../support/backroom.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type Cluster, startCluster, stopNode } from "../support/processes.ts";

let cluster: Cluster;
let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
  cluster = await startCluster({
    env: { SMTP_URL: server.url, MAIL_FROM: "shop@example.com", SMTP_TIMEOUT_MS: "30000" },
  });
});
afterAll(async () => {
  await cluster?.stop();
  await server?.stop();
});

const invite = (email: string) => cluster.owner.ok.post("/invitations", { email, role: "viewer" });
/** None while platform comes back. */
const mailsTo = async (to: string): Promise<Json[]> =>
  (await cluster.owner.get(`/mails?to=${to}`)).body.data ?? [];
const sent = (to: string) =>
  until(async () => (await mailsTo(to)).find(({ status }) => status === "sent"), `the mail to ${to}`, 90_000);

test("kill -9 between the sending and its record: sent again under the same Message-ID, one row", async () => {
  const { nodes } = cluster;
  await stopNode(nodes.get("platform")!);
  const doomed = await cluster.start("platform", ["platform"], { BACKROOM_CRASH_AT: "mail.deliver.after" });
  await invite("killed@example.com");
  expect(await doomed.ended).toBe("SIGKILL");
  expect(server.got("killed@example.com")).toHaveLength(1);
  await cluster.start("platform", ["platform"]);
  const row = await sent("killed@example.com");
  const ids = server.got("killed@example.com").map(({ mail }) => mail.messageId);
  expect(ids).toEqual([`<${row.id}@example.com>`, `<${row.id}@example.com>`]);
  expect(await mailsTo("killed@example.com")).toHaveLength(1);
});

test("two copies of platform: every mail once", async () => {
  await cluster.start("platform-2", ["platform"]);
  const people = Array.from({ length: 20 }, (_, i) => `guest${i}@example.com`);
  await Promise.all(people.map(invite));
  for (const each of people) await sent(each);
  for (const each of people) expect(server.got(each)).toHaveLength(1);
});
