/** Pictures of one item, as each dialect that has pictures shows them. */
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { oneColor, uploadPicture } from "../support/pictures.ts";
import { type Wire, wireTo } from "../support/wire.ts";

let backroom: Backroom;
let circular: Wire;
let store_id: string;
let coat: Json;
const clouds: Record<string, Wire> = {};

beforeAll(async () => {
  backroom = await startBackroom();
  const { url, owner } = backroom;
  const { ok, key } = owner;
  const { slug } = (await ok.get("/organizations")).data[0];
  circular = wireTo(`${url}/circular/api/${slug}`, key);
  for (const profile of ["documented", "real"]) {
    const made = await ok.post("/api-keys", { name: profile, access: "read_write", profile });
    clouds[profile] = wireTo(`${url}/consigncloud/api/v1`, made.key);
  }
  store_id = (await ok.post("/stores", { name: "Main" })).id;
  const { id } = await ok.post("/items", {
    ...{ title: "Coat", tag_price: 900, inventory_type: "retail", store_id },
  });
  for (const color of ["10204a", "b01020", "7a7f85"])
    coat = await uploadPicture({ url, key }, `/items/${id}/pictures`, await oneColor(color));
});
afterAll(() => backroom?.stop());

const addressOf = ({ path }: Json) => `${backroom.url}/native/api/v1${path}`;
const isPicture = async (address: string) => {
  const { status, headers } = await fetch(address);
  return [status, headers.get("content-type")];
};

describe.each(["documented", "real"])("ConsignCloud, %s (21.3)", (profile) => {
  const ok = (method: string, path: string, body?: Json) => clouds[profile]!.ok(method, path, body);
  const at = () => `/items/${coat.id}`;

  test("shows the ids of an item's pictures, and on request their addresses", async () => {
    expect((await ok("GET", `${at()}?include=images`)).images).toEqual(coat.image_ids);
    const { images } = await ok("GET", `${at()}?expand=images`);
    expect(images).toEqual(coat.pictures.map((each: Json) => ({ id: each.id, url: addressOf(each) })));
    expect(await isPicture(images[0].url)).toEqual([200, "image/png"]);
    const { data } = await ok("GET", "/items?expand=images&include=images");
    expect(data.find((each: Json) => each.id === coat.id).images).toEqual(images);
  });

  test("takes their order back, and refuses pictures that are none", async () => {
    const turned = [...coat.image_ids].reverse();
    await ok("PATCH", at(), { images: turned });
    expect((await ok("GET", `${at()}?include=images`)).images).toEqual(turned);
    await ok("PATCH", at(), { images: coat.image_ids });
    const strange = [...turned, crypto.randomUUID()];
    const { status, body } = await clouds[profile]!.send("PATCH", at(), { images: strange });
    expect([status, Object.keys(body.errors)]).toEqual([profile === "real" ? 422 : 400, ["images.3"]]);
  });
});

test("Circular shows the addresses of a product's pictures, and takes them back unread", async () => {
  const images = coat.pictures.map(addressOf);
  const { data } = await circular.ok("GET", "/products");
  const shown = data.find((each: Json) => each.id === coat.id);
  expect(shown.images).toEqual(images);
  expect(await isPicture(shown.images[1])).toEqual([200, "image/png"]);
  const { id, price } = shown;
  const after = await circular.ok("PATCH", "/products", { id, price, images: [] });
  expect(after.images).toEqual(images);
  const plain = await circular.ok("POST", "/products", { price: 1, store_id });
  expect(plain.images).toEqual([]);
});
