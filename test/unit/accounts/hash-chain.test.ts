import { createHash } from "node:crypto";
import {
  CHAIN_START,
  canonicalJson,
  chainHash,
  link,
  verifyChain,
} from "../../../services/accounts/rules/hash-chain.ts";

test("LED-6 canonical JSON does not depend on the order of keys", () => {
  const json = '{"a":[1,{"x":null,"y":"é\\n"}],"b":true}';
  expect(canonicalJson({ b: true, a: [1, { y: "é\n", x: null }], c: undefined })).toBe(json);
  expect(canonicalJson({ Z: 1, a: 1, "10": 1, "9": 1 })).toBe('{"10":1,"9":1,"Z":1,"a":1}');
  expect(canonicalJson(-0)).toBe("0");
});

test("INV-10 a stored amount is never a non-integer", () => {
  expect(() => canonicalJson({ amount: 0.5 })).toThrow("INV-10");
  expect(() => canonicalJson(2 ** 53)).toThrow("INV-10");
});

test("LED-6 hash = SHA-256(prev_hash ‖ canonical JSON)", () => {
  const expected = createHash("sha256").update(`${CHAIN_START}{"a":1}`).digest("hex");
  expect(chainHash(CHAIN_START, { a: 1 })).toBe(expected);
});

function chain(length: number) {
  let head = CHAIN_START;
  return Array.from({ length }, (_, seq) => {
    const row = link(head, {
      seq,
      kind: "sale",
      postings: [{ ledger_account: "cash:main", amount: seq + 1 }],
    });
    head = row.hash;
    return row;
  });
}

test("INV-2 the chain verifies from the first row", () => {
  const rows = chain(5);
  expect(verifyChain(rows)).toEqual({ ok: true, head: rows[4]!.hash });
  expect(verifyChain([])).toEqual({ ok: true, head: CHAIN_START });
  expect(verifyChain(rows.slice(2), rows[1]!.hash).ok).toBe(true);
});

test("INV-2 a row changed, removed, moved or re-hashed is found", () => {
  const rows = chain(5);
  const broken = (index: number) => ({ ok: false, code: "chain_broken", index });
  const changed = rows.with(2, { ...rows[2]!, kind: "refund" });
  expect(verifyChain(changed)).toEqual(broken(2));
  expect(verifyChain(rows.toSpliced(1, 1))).toEqual(broken(1));
  expect(verifyChain([rows[1]!, rows[0]!])).toEqual(broken(0));
  const rehashed = rows.with(2, link(rows[1]!.hash, { seq: 2, kind: "forged", postings: [] }));
  expect(verifyChain(rehashed)).toEqual(broken(3));
});
