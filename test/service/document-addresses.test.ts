/** Addresses of orders and quotes (MRC-DOC-4): a new one has a first line, and what is sent of a stored one changes it. */
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Roasters");
});
afterAll(() => backroom?.stop());

test.each(["customer-orders", "sales-quotes"])(
  "an address of %s is added with its first line, or not at all",
  async (path) => {
    const { id } = await owner.ok.post(`/${path}`, { currency: "USD", lines: [] });
    const refused = await owner.post(`/${path}/${id}/addresses`, { city: "Utrecht" });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: "/address_line1", code: "required" })],
    ]);
    expect((await owner.ok.get(`/${path}/${id}`)).addresses).toEqual([]);

    const { addresses } = await owner.ok.post(`/${path}/${id}/addresses`, { address_line1: "Quay 1" });
    const [{ id: address_id }] = addresses;
    const changed = await owner.ok.post(`/${path}/${id}/addresses`, { address_id, city: "Utrecht" });
    expect(changed.addresses).toEqual([
      expect.objectContaining({ id: address_id, address_line1: "Quay 1", city: "Utrecht" }),
    ]);
  },
);
