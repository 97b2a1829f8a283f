/** Tables on papers: a row stands with its notes, and notes beyond a page go on over the next ones. */
import { drawPaper } from "../../../shared/papers/draw-paper.ts";
import type { Paper, Row } from "../../../shared/papers/paper.ts";
import { readPdf } from "../../support/pdf.ts";

const paperOf = (rows: Row[]): Paper => ({
  ...{ size: "A4", title: "Statement", number: "1", created_at: new Date(0), page: "{n}", mark: null },
  ...{ sender: { name: "Shop", lines: [] }, facts: [], blocks: [] },
  sections: [
    {
      kind: "table",
      columns: [
        { title: "Head", align: "left" },
        { title: "Text", align: "left", grows: true },
      ],
      rows,
    },
  ],
});

const rowOf = (name: string, count: number): Row => ({
  cells: [`row ${name}.`, "Coat"],
  notes: Array.from({ length: count }, (_, i) => `note ${name}-${i + 1}.`),
});

const pagesOf = async (...rows: Row[]) => (await readPdf(await drawPaper(paperOf(rows)))).pages;

test.each([5, 12, 20])("rows of %d notes each stand on one page with all of them", async (count) => {
  const names = Array.from({ length: 12 }, (_, i) => String(i));
  const pages = await pagesOf(...names.map((name) => rowOf(name, count)));
  expect(pages.length).toBeGreaterThan(1);
  for (const name of names) {
    const page = pages.find((each) => each.includes(`row ${name}.`));
    for (let i = 1; i <= count; i++) expect(page).toContain(`note ${name}-${i}.`);
  }
});

test("more notes than a page has room for go on below the head of the next page, each once", async () => {
  const pages = await pagesOf(rowOf("a", 3), rowOf("b", 150), rowOf("c", 1));
  expect(pages.length).toBeGreaterThan(2);
  const [first] = pages;
  for (const each of ["row a.", "row b.", "note b-1."]) expect(first).toContain(each);
  for (let i = 1; i <= 150; i++)
    expect(pages.filter((page) => page.includes(`note b-${i}.`))).toHaveLength(1);
  for (const page of pages) expect(page).toContain("Head");
  expect(pages.at(-1)).toContain("note c-1.");
});
