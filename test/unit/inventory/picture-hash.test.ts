import fc from "fast-check";
import {
  bandsOf,
  differenceHash,
  hamming,
  majority,
  nearestItems,
  probesOf,
} from "../../../services/inventory/pictures/rules/picture-hash.ts";

const row = (...gray: number[]) => gray;

test("a bit is set where a pixel is brighter than its left neighbor", () => {
  const rising = row(0, 1, 2, 3, 4, 5, 6, 7, 8);
  const falling = row(8, 7, 6, 5, 4, 3, 2, 1, 0);
  const flat = row(5, 5, 5, 5, 5, 5, 5, 5, 5);
  const last = row(5, 5, 5, 5, 5, 5, 5, 5, 6);
  const gray = Uint8Array.from([rising, falling, flat, last, rising, flat, flat, last].flat());
  expect(differenceHash(gray)).toBe("ff000001ff000001");
});

test.each([
  ["0000000000000000", "0000000000000000", 0],
  ["0000000000000000", "ffffffffffffffff", 64],
  ["8000000000000001", "0000000000000000", 2],
])("%s and %s differ in %d bits", (one, other, bits) => {
  expect(hamming(one, other)).toBe(bits);
});

const hash = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const hex = (value: bigint) => value.toString(16).padStart(16, "0");

test("CLS-2: whatever differs in at most ten bits is found by its bands", () => {
  const flipped = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 10 });
  fc.assert(
    fc.property(hash, flipped, (value, bits) => {
      const near = bits.reduce((all, bit) => all ^ (1n << BigInt(bit)), value);
      expect(hamming(hex(value), hex(near))).toBe(bits.length);
      const probes = new Set(probesOf(hex(value)));
      expect(bandsOf(hex(near)).some((band) => probes.has(band))).toBe(true);
    }),
  );
});

test("the nearest five items within ten bits, each by its best picture", () => {
  const known = [
    ["far", ["00000000000007ff"]],
    ["edge", ["00000000000003ff"]],
    ["two", ["ffffffffffffffff", "0000000000000003"]],
    ["same", ["0000000000000000"]],
    ["b", ["0000000000000001"]],
    ["a", ["0000000000000001"]],
    ["seven", ["000000000000007f"]],
  ] as const;
  const pictured = known.map(([item_id, hashes]) => ({ item_id, hashes: [...hashes] }));
  expect(nearestItems(["0000000000000000"], pictured)).toEqual(["same", "a", "b", "two", "seven"]);
  expect(nearestItems(["ffff000000000000"], pictured)).toEqual([]);
});

const [coat, hat] = [
  { id: "coat", name: "Coat" },
  { id: "hat", name: "Hat" },
];

test.each([
  [[], []],
  [[null], []],
  [[coat], [{ id: "coat", label: "Coat", confidence: 0.3 }]],
  [[coat, hat], []],
  [[coat, coat, hat], [{ id: "coat", label: "Coat", confidence: 0.3 }]],
  [[coat, null, null], []],
  [[coat, coat, coat, coat, coat], [{ id: "coat", label: "Coat", confidence: 0.5 }]],
])("CLS-2: of the neighbors %j the majority is %j, never surer than 0.6", (neighbors, expected) => {
  expect(majority(neighbors)).toEqual(expected);
});
