import fc from "fast-check";
import { cipherOf } from "../../../shared/service/cipher.ts";

const cipher = cipherOf("a secret");

test("what is sealed is read back, by every copy with the same secret (INV-31)", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
      (text) => {
        expect(cipherOf("a secret").unseal(cipher.seal(text))).toBe(text);
      },
    ),
    { numRuns: 50 },
  );
});

test("the same text never looks the same, and never stands in what is stored", () => {
  const sealed = Array.from({ length: 20 }, () => cipher.seal("DE89370400440532013000"));
  expect(new Set(sealed).size).toBe(20);
  for (const each of sealed) expect(Buffer.from(each, "base64").toString("latin1")).not.toContain("3704");
});

test("altered, cut short, or sealed with another secret: it throws", () => {
  for (const text of ["", "DE89370400440532013000"]) {
    const bytes = Buffer.from(cipher.seal(text), "base64");
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i]! ^= 1;
      expect(() => cipher.unseal(altered.toString("base64"))).toThrow();
      expect(() => cipher.unseal(bytes.subarray(0, i).toString("base64"))).toThrow();
    }
    expect(() => cipherOf("another").unseal(bytes.toString("base64"))).toThrow();
  }
});
