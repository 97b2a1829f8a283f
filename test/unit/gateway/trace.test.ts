import { parentOf } from "../../../gateway/trace.ts";

const [trace, span] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];

test.each([
  [`00-${trace}-${span}-01`, true],
  [`00-${trace}-${span}-00`, false],
  // A later version may have more behind it.
  [`cc-${trace}-${span}-03-what-comes`, true],
])("the parent in %s", (header, sampled) => {
  expect(parentOf(header)).toEqual({ traceID: trace, id: span, sampled });
});

test.each([
  undefined,
  "",
  "nonsense",
  `00-${trace}-${span}`,
  `00-${trace}-${span}-01-more`,
  `ff-${trace}-${span}-01`,
  `00-${"0".repeat(32)}-${span}-01`,
  `00-${trace}-${"0".repeat(16)}-01`,
  `00-${trace.toUpperCase()}-${span}-01`,
])("%s names no parent", (header) => {
  expect(parentOf(header)).toBeNull();
});
