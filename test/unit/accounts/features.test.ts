/** Features and scopes: nobody gains by another door (MRC-FEA-1, MRC-FEA-7, MRC-INV-7, INV-30). */
import fc from "fast-check";
import {
  covers,
  expanded,
  features,
  featuresFor,
  scopesFor,
} from "../../../services/accounts/roles/features.rules.ts";

const ids = features.map(({ id }) => id);
const some = fc.subarray(ids);
const neededBy = (held: readonly string[]) =>
  new Set(features.filter(({ id }) => held.includes(id)).flatMap(({ scopes }) => scopes));

test.each([
  ["*", "sales.orders.view", true],
  ["sales.*", "sales.orders.view", true],
  ["sales.*", "sales", true],
  ["sales.orders.*", "sales.orders.view", true],
  ["sales.orders.view", "sales.orders.view", true],
  ["sales.orders.view", "sales.orders.viewer", false],
  ["sales.order.*", "sales.orders.view", false],
  ["sal.*", "sales.orders.view", false],
])("%s covers %s: %s (MRC-FEA-1)", (grant, id, expected) => {
  expect(covers(grant, id)).toBe(expected);
});

test("scopes of features open no feature beyond them (INV-30)", () => {
  fc.assert(
    fc.property(some, (held) => {
      const scopes = scopesFor(held);
      expect(held).toEqual(expect.arrayContaining(featuresFor(scopes)));
      for (const scope of scopes) expect(neededBy(held).has(scope)).toBe(true);
    }),
  );
});

test("all features have all of their scopes, and are held by whoever has those (MRC-INV-7)", () => {
  expect(new Set(scopesFor(ids))).toEqual(neededBy(ids));
  expect(featuresFor(scopesFor(ids))).toEqual(ids);
});

test("more features never open less, and more scopes never fewer features (MRC-FEA-7)", () => {
  fc.assert(
    fc.property(some, some, (one, other) => {
      const both = [...new Set([...one, ...other])];
      expect(scopesFor(both)).toEqual(expect.arrayContaining(scopesFor(one)));
      expect(featuresFor(scopesFor(both))).toEqual(expect.arrayContaining(featuresFor(scopesFor(one))));
    }),
  );
});

test("a star stands for what is known, whatever its order (MRC-FEA-1)", () => {
  expect(expanded(["*"])).toEqual(ids);
  expect(expanded(["sales.*", "sales.orders.view"])).toEqual(ids.filter((id) => id.startsWith("sales.")));
  expect(expanded(["nothing.known"])).toEqual([]);
});
