/** The organization, its people and keys, webhooks, and what operators see. */
import type { Say, Settled } from "./book.ts";

export async function system(say: Say, settled: Settled): Promise<void> {
  const { data: organizations } = await say("listOrganizations");
  const [{ id }] = organizations;
  await say("getOrganization", { id });
  await say("updateOrganization", { id }, { phone: "+1 518 555 0101" });
  await say("updateOrganizationProfile", { id }, { city: "Albany", default_return_days: 14 });
  const member = await say("addMember", {}, { email: "eve@example.com", first_name: "Eve", role: "manager" });
  await say("listMembers", { limit: 10 });
  await say("getMember", { id: member.id });
  await say("updateMember", { id: member.id }, { phone: "+1 518 555 0102" });
  await say("deleteMember", { id: member.id });
  const guest = await say("sendInvitation", {}, { email: "guest@example.com", role: "viewer" });
  await say("listInvitations", { limit: 10 });
  await say("getInvitation", { id: guest.id });
  await say("resendInvitation", { id: guest.id });
  await settled();
  const { data: mails } = await say("listMails", { kind: "invitation", limit: 10 });
  await say("getMail", { id: mails[0].id });
  await say("retryMail", { id: mails[0].id });
  await say("revokeInvitation", { id: guest.id });
  const key = await say("createApiKey", {}, { name: "Till", access: "read_write", expires_in_days: 90 });
  await say("listApiKeys", { limit: 10 });
  await say("getApiKey", { id: key.id });
  await say("revokeApiKey", { id: key.id });
  await webhooks(say, settled);
  await say("listChanges", { since: 0, kinds: "item,sale", limit: 10 });
  await say("listAudit", { action: "sales.sale.finalize", limit: 10 });
  await documents(say);
  await operation(say);
}

async function documents(say: Say): Promise<void> {
  const account = await say("createAccount", {}, { first_name: "Ida", is_vendor: true });
  const { id: file_id } = await say("uploadFile", {}, { file: "Two coats, one scarf. Signed: Ida.\n" });
  const attached = { entity_type: "account", entity_id: account.id, name: "Agreement.txt", file_id };
  const { id } = await say("attachDocument", {}, attached);
  await say("listDocuments", { entity_id: account.id });
  await say("getDocument", { id });
  const { path } = await say("linkDocument", { id });
  await say("openFileLink", { token: path.replace("/files/", "") });
  await say("deleteDocument", { id });
}

async function webhooks(say: Say, settled: Settled): Promise<void> {
  const shop = { url: "https://receiver.example/hook", event_types: ["sale.*"], status: "disabled" };
  const { id } = await say("createWebhookEndpoint", {}, shop);
  await say("listWebhookEndpoints", { limit: 10 });
  await say("getWebhookEndpoint", { id });
  await say("updateWebhookEndpoint", { id }, { status: "enabled", description: "Our web shop" });
  await say("rotateWebhookEndpointSecret", { id });
  const delivery = await say("testWebhookEndpoint", { id });
  await settled();
  await say("listWebhookDeliveries", { limit: 10 });
  await say("getWebhookDelivery", { id: delivery.id });
  await say("replayWebhookDelivery", { id: delivery.id });
  const from = "2031-01-01T00:00:00.000Z";
  await say("replayWebhookEndpoint", { id }, { from, to: "2031-01-02T00:00:00.000Z" });
  await say("deleteWebhookEndpoint", { id });
}

async function operation(say: Say): Promise<void> {
  await say("getOpsStatus");
  const verifications = await say("listVerifications", { limit: 10 });
  await say("getVerification", { id: verifications.data[0].id });
  const anomalies = await say("listAnomalies", { limit: 10 });
  await say("getAnomaly", { id: anomalies.data[0].id });
  const { data: letters } = await say("listDeadLetters");
  await say("getDeadLetter", { id: letters[0].id });
  await say("replayDeadLetter", { id: letters[0].id });
  await say("discardDeadLetter", { id: letters[1].id }, { reason: "The item was entered twice" });
}
