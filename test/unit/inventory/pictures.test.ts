import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { palette } from "../../../services/catalog/taxonomy/system-terms.ts";
import { classifyBy } from "../../../services/inventory/pictures/classify.ts";
import { decode, type Picture } from "../../../services/inventory/pictures/decode.ts";
import { heuristic } from "../../../services/inventory/pictures/heuristic.ts";
import { httpProvider } from "../../../services/inventory/pictures/http-provider.ts";
import type { Asked } from "../../../services/inventory/pictures/provider.ts";
import { receive } from "../../../services/inventory/pictures/receive.ts";
import { hamming } from "../../../services/inventory/pictures/rules/picture-hash.ts";
import { dataUri, drawn, oneColor } from "../../support/pictures.ts";

const color = Object.entries(palette).map(([name, hex]) => ({ id: name, name, hex }));
const taxonomy = { color, category: [{ id: "c1", name: "Coats" }], brand: [], fabric: [], size: [] };

async function pictureOf(bytes: Buffer): Promise<Picture> {
  const decoded = await decode(bytes);
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.picture;
}

async function asking(...images: Buffer[]): Promise<Asked> {
  const pictures = await Promise.all(images.map(pictureOf));
  return { pictures, taxonomy, locale: "en", similar: { category: [], brand: [] } };
}

const colorsOf = async (...images: Buffer[]) =>
  (await heuristic.classify(await asking(...images))).color.map(({ label, confidence }) => [
    label,
    confidence,
  ]);

describe("CLS-2: colors", () => {
  test.each([
    ["10204a", "Navy", 0.918],
    ["b01020", "Red", 0.894],
    ["7a7f85", "Grey", 0.926],
    ["1a1a1a", "Black", 0.944],
  ])("%s on white is %s", async (hex, name, confidence) => {
    const [[label, found]] = (await colorsOf(await oneColor(hex))) as [[string, number]];
    expect(label).toBe(name);
    // The edge to the background is blended when the picture is made smaller.
    expect(found).toBeGreaterThan(confidence - 0.1);
    expect(found).toBeLessThanOrEqual(confidence + 0.001);
  });

  test("a second color from 30 percent on", async () => {
    const half = (width: number) =>
      drawn([
        { color: "c8102e", left: 40, top: 40, width: 120, height: 120 },
        { color: "1f5fbf", left: 40, top: 40, width, height: 120 },
      ])
        .png()
        .toBuffer();
    expect((await colorsOf(await half(50))).map(([label]) => label)).toEqual(["Red", "Blue"]);
    expect((await colorsOf(await half(24))).map(([label]) => label)).toEqual(["Red"]);
  });

  test("a piece that fills the picture, a white one on white, one cut out", async () => {
    expect((await colorsOf(await drawn([], { ground: "2e7d32" }).png().toBuffer()))[0]).toEqual(["Green", 1]);
    expect((await colorsOf(await drawn([]).png().toBuffer()))[0]![0]).toBe("White");
    const cut = await sharp({
      create: { width: 100, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .composite([
        { input: await drawn([], { ground: "f28c28", side: 40 }).png().toBuffer(), left: 30, top: 30 },
      ])
      .png()
      .toBuffer();
    expect((await colorsOf(cut))[0]![0]).toBe("Orange");
  });

  test("several pictures: each has the same say; the same picture gives the same answer", async () => {
    const [red, navy] = [await oneColor("c8102e"), await oneColor("14213d")];
    const found = await colorsOf(red, red, navy);
    expect(found.map(([label]) => label)).toEqual(["Red", "Navy"]);
    expect(await colorsOf(red, red, navy)).toEqual(found);
  });

  test("compressed, it is still one colour", async () => {
    const jpeg = await sharp(await oneColor("6a2c91"))
      .jpeg({ quality: 60 })
      .toBuffer();
    const [[label, confidence]] = (await colorsOf(jpeg)) as [[string, number]];
    expect(label).toBe("Purple");
    expect(confidence).toBeGreaterThan(0.8);
  });
});

describe("decoding", () => {
  const left = () =>
    drawn([{ color: "000000", left: 0, top: 0, width: 60, height: 40 }], { side: 120 }).extract({
      left: 0,
      top: 0,
      width: 120,
      height: 60,
    });

  test.each(["jpeg", "png", "gif", "webp"] as const)("%s is read", async (format) => {
    const bytes = await left().toFormat(format).toBuffer();
    expect(await decode(bytes, format)).toMatchObject({
      ok: true,
      picture: { format, width: 120, height: 60 },
    });
  });

  test("orientation is applied, and nothing that the camera wrote goes on", async () => {
    const plain = await sharp(await left().png().toBuffer())
      .jpeg()
      .toBuffer();
    const turned = await sharp(await sharp(plain).rotate(90).toBuffer())
      .withMetadata({ orientation: 8 })
      .withExifMerge({ IFD0: { Copyright: "someone" } })
      .jpeg()
      .toBuffer();
    const [one, other] = [await pictureOf(plain), await pictureOf(turned)];
    expect([other.width, other.height]).toEqual([120, 60]);
    expect(hamming(one.hash, other.hash)).toBeLessThanOrEqual(4);
    expect((await sharp(turned).metadata()).exif).toBeDefined();
    const sent = await sharp(await other.encode()).metadata();
    expect(sent).toMatchObject({ width: 120, height: 60, format: "jpeg" });
    expect(sent.exif).toBeUndefined();
  });

  test("too many pixels are refused by the header, a damaged picture and another format by name", async () => {
    const png = await oneColor("10204a");
    const huge = Buffer.from(png);
    huge.writeUInt32BE(10_000, 16);
    huge.writeUInt32BE(5001, 20);
    // The header's checksum is that of its new content.
    huge.writeUInt32BE((await import("node:zlib")).crc32(huge.subarray(12, 29)), 29);
    expect(await decode(huge)).toMatchObject({ ok: false, code: "too_many_pixels" });
    expect(await decode(png.subarray(0, 60))).toMatchObject({ ok: false, code: "unreadable_picture" });
    expect(await decode(png, "jpeg")).toMatchObject({ ok: false, code: "wrong_format" });
    expect(await decode(Buffer.from("<svg/>"))).toMatchObject({ ok: false, code: "unknown_format" });
    expect(await decode(Buffer.alloc(20 * 1024 * 1024 + 1))).toMatchObject({ ok: false, code: "too_large" });
  });
});

/** A server of the operator on this machine. */
async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { host, url: `http://${host}/classify`, stop };
}

describe("receiving", () => {
  test("a URL of a listed host is fetched; its answer is checked like any other picture", async () => {
    const png = await oneColor("10204a");
    const { host, stop } = await serving(({ url }, response) =>
      url === "/a.png"
        ? response.end(png)
        : response.writeHead(url === "/gone" ? 410 : 200).end("no picture"),
    );
    const options = { timeout_ms: 5000, allowed_hosts: [host] };
    expect(await receive(`http://${host}/a.png`, options)).toMatchObject({
      ok: true,
      picture: { format: "png" },
    });
    expect(await receive(`http://${host}/b.png`, options)).toMatchObject({
      ok: false,
      code: "unknown_format",
    });
    expect(await receive(`http://${host}/gone`, options)).toMatchObject({ ok: false, code: "not_found" });
    expect(await receive(`http://${host}/a.png`, { timeout_ms: 5000 })).toMatchObject({
      code: "invalid_url",
    });
    await stop();
  });

  test.each([
    ["data:image/png;base64,####", "malformed_base64"],
    ["data:image/svg+xml;base64,AAAA", "invalid_picture"],
    ["data:image/png;base64,AAAA", "unknown_format"],
    ["https://127.0.0.1/a.png", "refused_address"],
    ["file:///etc/passwd", "invalid_picture"],
    ["", "invalid_picture"],
  ])("%s is refused: %s", async (text, code) => {
    expect(await receive(text, { timeout_ms: 1000 })).toMatchObject({ ok: false, code });
  });

  test("what a data URI says it is must be what it is", async () => {
    const uri = dataUri(await oneColor("10204a"), "webp");
    expect(await receive(uri, { timeout_ms: 1 })).toMatchObject({ ok: false, code: "wrong_format" });
  });
});

describe("CLS-3: a provider behind a URL", () => {
  test("it gets pictures and terms; what it says of them is proposed", async () => {
    let got = "";
    const { url, stop } = await serving((request, response) => {
      request.on("data", (chunk) => {
        got += chunk;
      });
      request.on("end", () =>
        response.end(
          JSON.stringify({
            category: [{ label: "coats", confidence: 0.75 }],
            model_version: "m2",
            more: true,
          }),
        ),
      );
    });
    const found = await classifyBy(
      httpProvider({ url, timeout_ms: 5000 }),
      await asking(await oneColor("10204a")),
    );
    expect(found).toEqual({
      provider: "http",
      model_version: "m2",
      took_ms: expect.any(Number),
      limitations: ["no_brand", "no_size", "no_fabric"],
      proposals: {
        category: [{ id: "c1", label: "Coats", confidence: 0.75 }],
        color: [],
        brand: [],
        fabric: [],
        size: [],
      },
    });
    expect(JSON.parse(got)).toMatchObject({
      images: [expect.stringMatching(/^data:image\/jpeg;base64,/)],
      locale: "en",
    });
    expect(JSON.parse(got).taxonomy.color[0]).toEqual({ id: "Black", name: "Black", hex: "101010" });
    await stop();
  });

  test("one failure is tried again; after five it is left alone, and the built-in provider answers", async () => {
    let calls = 0;
    let works = true;
    const { url, stop } = await serving((_request, response) => {
      calls += 1;
      if (works && calls > 1) response.end("{}");
      else response.writeHead(500).end();
    });
    const provider = httpProvider({ url, timeout_ms: 5000 });
    const asked = await asking(await oneColor("10204a"));
    expect(await classifyBy(provider, asked)).toMatchObject({ provider: "http", model_version: "unknown" });
    expect(calls).toBe(2);
    works = false;
    for (let i = 0; i < 5; i++) {
      const found = await classifyBy(provider, asked);
      expect(found).toMatchObject({
        provider: "heuristic",
        limitations: ["no_brand", "no_size", "no_fabric", "provider_unavailable"],
        proposals: { color: [{ label: "Navy" }] },
      });
    }
    expect(calls).toBe(7);
    await stop();
  });

  test.each([
    ["too late", (_response: ServerResponse) => undefined],
    ["not JSON", (response: ServerResponse) => response.end("<html>")],
    ["another shape", (response: ServerResponse) => response.end('{"category":"Coats"}')],
    ["elsewhere", (response: ServerResponse) => response.writeHead(302, { location: "/other" }).end()],
    ["endless", (response: ServerResponse) => response.end(Buffer.alloc(1024 * 1024 + 1, " "))],
  ])("an answer that is %s counts as none", async (_name, answer) => {
    const { url, stop } = await serving((request, response) => {
      request.resume();
      answer(response);
    });
    const provider = httpProvider({ url, timeout_ms: 400 });
    await expect(provider.classify(await asking(await oneColor("10204a")))).rejects.toThrow();
    await stop();
  });
});
