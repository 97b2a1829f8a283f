import {
  limitationsOf,
  readProposals,
  type Terms,
  together,
} from "../../../services/inventory/pictures/rules/proposals.ts";

const terms: Terms = {
  category: [{ id: "c1", name: "Coats" }],
  color: [],
  brand: [{ id: "b1", name: "Acne" }],
  fabric: [],
  size: [],
};
const none = { category: [], color: [], brand: [], fabric: [], size: [] };

test("each picture has the same say", () => {
  const red = { id: "r", label: "Red", confidence: 0.9 };
  const blue = { id: "b", label: "Blue", confidence: 0.6 };
  expect(together([[red], [blue, { ...red, confidence: 0.2 }], []])).toEqual([
    { ...red, confidence: 0.367 },
    { ...blue, confidence: 0.2 },
  ]);
  expect(together([[{ ...red, confidence: 0 }]])).toEqual([]);
});

test.each([
  [{ id: "c1", confidence: 0.5 }, [{ id: "c1", label: "Coats", confidence: 0.5 }]],
  [{ label: "COATS", confidence: 1 }, [{ id: "c1", label: "Coats", confidence: 1 }]],
  [{ label: "Anorak", confidence: 0.12345 }, [{ id: null, label: "Anorak", confidence: 0.123 }]],
  [{ id: "foreign", confidence: 0.5 }, []],
  [{ id: "c1", confidence: 1.5 }, []],
  [{ id: "c1", confidence: Number.NaN }, []],
  [{ id: "c1" }, []],
  ["Coats", []],
  [null, []],
])("CLS-1: of a provider's %j is read %j", (given, expected) => {
  expect(readProposals({ category: [given] }, terms)).toEqual({ ...none, category: expected });
});

test.each([null, 5, "text", [], { category: "Coats" }])("%j is no answer", (answer) => {
  expect(readProposals(answer, terms)).toBeNull();
});

test("it says what it says nothing of", () => {
  expect(limitationsOf(none)).toEqual(["no_brand", "no_size", "no_fabric"]);
  expect(limitationsOf({ ...none, brand: [{ id: "b1", label: "Acne", confidence: 1 }] })).toEqual([
    "no_size",
    "no_fabric",
  ]);
});
