/** What people write into the cells of a file, and which header is which column. */
import { formats, type ImportKind } from "../../../services/inventory/import-formats/formats.rules.ts";
import { readHeader } from "../../../services/inventory/import-formats/header.rules.ts";
import { planOf } from "../../../services/inventory/import-formats/plan.rules.ts";
import * as values from "../../../services/inventory/import-formats/values.rules.ts";
import { decoded } from "../../../shared/csv/decode.ts";
import { readCsv } from "../../../shared/csv/read-csv.ts";
import { phoneOf, spellingsOf } from "../../../shared/phone.ts";

test.each<[string, values.DecimalMark, string, number | null]>([
  ["12.50", "point", "USD", 1250],
  ["$1,234.5", "point", "USD", 123_450],
  ["USD 12", "point", "USD", 1200],
  ["1.234,50 €", "comma", "EUR", 123_450],
  ["1 234,00", "comma", "EUR", 123_400],
  ["1'234.50", "point", "CHF", 123_450],
  [".5", "point", "USD", 50],
  ["1,500", "point", "JPY", 1500],
  ["-3", "point", "USD", -300],
  ["0.1", "point", "USD", 10],
  ["12.345", "point", "USD", null],
  ["1,23.4", "point", "USD", null],
  ["1,2345", "point", "USD", null],
  ["1.2.3", "point", "USD", null],
  ["1e3", "point", "USD", null],
  ["0x10", "point", "USD", null],
  ["NaN", "point", "USD", null],
  ["∞", "point", "USD", null],
  ["", "point", "USD", null],
  ["-", "point", "USD", null],
  ["12.", "point", "USD", null],
])("%p with a decimal %s in %s is %p", (text, mark, currency, minor) => {
  expect(values.amountIn(text, mark, currency)).toBe(minor);
});

test.each<[string[], values.DecimalMark | null]>([
  [[], "point"],
  [["12", "7"], "point"],
  [["1.5", "12"], "point"],
  [["1,50", "1.234"], "comma"],
  [["1.234,50"], "comma"],
  [["1,234.50", "1,234"], "point"],
  [["1.234.567"], "comma"],
  [["0.125"], "point"],
  [["1,234"], null],
  [["1.234", "12"], null],
  [["1,50", "1.50"], null],
])("the decimal mark of %j is %p", (numbers, mark) => {
  expect(values.decimalMarkOf(numbers)).toBe(mark);
});

test.each<[string[], (number | null)[]]>([
  [
    ["60", "45.5"],
    [600_000, 455_000],
  ],
  [
    ["60%", "1%"],
    [600_000, 10_000],
  ],
  [
    ["0.6", "1", "0"],
    [600_000, 1_000_000, 0],
  ],
  [
    ["0.6", "50"],
    [6000, 500_000],
  ],
  [
    ["101", "-1", "half"],
    [null, null, null],
  ],
])("shares %j are %j ppm", (texts, ppm) => {
  const parts = values.areParts(texts, "point");
  expect(texts.map((each) => values.shareIn(each, "point", parts))).toEqual(ppm);
});

test("HTML leaves its text, and names fall into their parts", () => {
  const html = "<p>A <b>fine</b> coat &amp; scarf</p><script>x()</script><ul><li>Wool</li></ul>";
  expect(values.textOf(html)).toBe("A fine coat & scarf\nWool");
  expect(values.nameIn("Ada King Noel")).toEqual({ first_name: "Ada King", last_name: "Noel" });
  expect(values.nameIn("Noel, Ada")).toEqual({ first_name: "Ada", last_name: "Noel" });
  expect(values.nameIn("Depot")).toEqual({ last_name: "Depot" });
});

test.each([
  ["(212) 555-0143", "US", "+12125550143"],
  ["0171 1234567", "DE", "+491711234567"],
  ["+44 20 7946 0958", null, "+442079460958"],
  ["212-555-0143", null, null],
  ["call me", "US", null],
])("the number %p in %p is %p", (text, country, number) => {
  expect(phoneOf(text, country)).toBe(number);
});

test("a number is found in the spellings that people use", () => {
  const written = spellingsOf("+12125550143", "US");
  for (const each of ["(212) 555-0143", "212-555-0143", "2125550143", "+1 212 555 0143", "212.555.0143"])
    expect(written).toContain(each);
});

test.each<[string, Uint8Array, string, string]>([
  ["UTF-8", Buffer.from("é"), "utf-8", "é"],
  ["UTF-8 with its mark", Buffer.from("\uFEFFé"), "utf-8", "é"],
  ["UTF-16", Buffer.from("\uFEFFé", "utf16le"), "utf-16le", "é"],
  ["Windows-1252", Buffer.from([0x80, 0xe9]), "windows-1252", "€é"],
])("%s is recognized", (_, bytes, charset, text) => {
  expect(decoded(bytes)).toEqual({ charset, text });
});

test("CSV: quotation marks that do not end a cell stand for themselves, broken rows are told", () => {
  const text = 'a;b\r\n"x\ny";5" pipe\r\n\r\n1;2;3\r\n"tru"e";4\r\n;\r\n5;6';
  expect(readCsv(text, { longest: 20 })).toEqual({
    ...{ ok: true, delimiter: ";", header: ["a", "b"] },
    rows: [
      { line: 3, cells: ["x\ny", '5" pipe'] },
      { line: 6, cells: ['"tru"e"', "4"] },
      { line: 8, cells: ["5", "6"] },
    ],
    bad: [{ line: 5, message: "The row has 3 cells and the header 2." }],
  });
  expect(readCsv('a,b\n1,"2', { longest: 20 })).toEqual({
    ok: false,
    message: "A quotation mark is never closed.",
  });
});

const fieldsOf = (kind: ImportKind, header: string[]) => readHeader(formats[kind], header).fields;

test.each<[ImportKind, string[], (string | null)[]]>([
  ["shopify", ["Handle", "Body (HTML)", "Variant Price", "SEO Title"], ["key", "description", "price", null]],
  [
    "shopify",
    ["URL handle", "Description", "Price", "Product image URL"],
    ["key", "description", "price", "picture"],
  ],
  ["shopify", ["option1 NAME", " Variant  SKU "], ["option_1_name", "sku"]],
  ["square", ["Current Quantity Main Street", "New Quantity Main Street"], ["quantity", null]],
  ["woocommerce", ["GTIN, UPC, EAN, or ISBN", "Attribute 1 value(s)"], ["barcode", "option_1"]],
  ["woocommerce", ["UGS", "Tarif régulier", "En stock ?"], ["sku", "price", "in_stock"]],
  ["consigncloud_items", ["tag_price", "Account Number", "cost_per"], ["price", "account_number", "cost"]],
  [
    "ricochet",
    ["Image 1", "photo_url 2", "Pictures", "Image size"],
    ["pictures", "pictures", "pictures", null],
  ],
  ["simpleconsign", ["Item #", "Account #", "Item"], ["sku", "account_number", null]],
])("%s: %j are %j", (kind, header, fields) => {
  expect(fieldsOf(kind, header)).toEqual(fields);
});

const plan = (kind: ImportKind, text: string, asked = {}) => {
  const csv = readCsv(text, { longest: 1000 });
  if (!csv.ok) throw new Error(csv.message);
  return planOf(formats[kind], csv, asked, { currency: "USD", country: "US" });
};

test("Shopify: one row for each variant, with what the first one tells; pictures are no rows", () => {
  const text = [
    "Handle,Title,Vendor,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price,Image Src,Variant Inventory Qty",
    "coat,Coat,Ada King,Size,S,Finish,Matt,10,a.jpg,1",
    "coat,,,,M,,Matt,12,,0",
    "coat,,,,,,,,b.jpg,",
    "hat,Hat,Ada King,Title,Default Title,,,5,,",
  ].join("\n");
  const { rows, refused } = plan("shopify", text, { vendor_is: "consignor" });
  expect(rows).toMatchObject([
    {
      line: 2,
      key: "coat / S / Matt",
      terms: { size: "S" },
      values: { title: "Coat (S / Matt)", tag_price: 1000 },
    },
    { line: 5, key: "hat", values: { title: "Hat", tag_price: 500, inventory_type: "consignment" } },
  ]);
  expect(refused).toMatchObject([{ line: 3, problem: { code: "none_left" } }]);
});

test("Shopify: gift cards are no pieces", () => {
  const text = [
    "Handle,Title,Option1 Name,Option1 Value,Variant Price,Gift Card",
    "card,Gift card,Value,10,10,true",
    "card,,,25,25,",
    "hat,Hat,Title,Default Title,5,false",
  ].join("\n");
  expect(plan("shopify", text)).toMatchObject({ refused: [], rows: [{ key: "hat" }] });
});

test("WooCommerce: variations are pieces, their parent is none", () => {
  const text = [
    "ID,Type,SKU,Name,In stock?,Stock,Regular price,Categories,Parent,Attribute 1 value(s)",
    '1,variable,W,Shirt,1,,,"Clothing > Shirts\\, formal, Sale",,"S, M"',
    "2,variation,W-S,Shirt,1,2,10,,id:1,S",
    "3,variation,W-M,Shirt,0,,10,,W,M",
  ].join("\n");
  const { rows, refused } = plan("woocommerce", text);
  expect(rows).toMatchObject([
    {
      key: "2",
      terms: { category: "Shirts, formal" },
      values: { title: "Shirt (S)", quantity: 2, sku: "W-S" },
    },
  ]);
  expect(refused).toMatchObject([{ line: 4, problem: { code: "none_left" } }]);
});

test("WooCommerce: breaks, escaped words, summaries and pieces that the parent counts, in a shop's own language", () => {
  const text = [
    "ID,Typ,Artikelnummer,Name,Kurzbeschreibung,Beschreibung,Vorrätig?,Bestand,Regulärer Preis,Kategorien,Übergeordnetes Produkt,Attribut 1 Wert(e)",
    "1,variable,W,Hose,Kurz,'- weich\\n- warm &#8211; leicht\\\\neu,1,4,,Damen &amp; Herren,,",
    '2,variation,W-S,Hose,,,1,parent,"12,50",,id:1,S',
    '3,variation,W-M,Hose,,,backorder,parent,"12,50",,id:1,M',
    "4,simple,X,Men&#8217;s hat,Kurz,,1,,5,,,",
  ].join("\n");
  const { missing, rows, refused } = plan("woocommerce", text);
  expect(missing).toEqual([]);
  expect(rows).toMatchObject([
    {
      ...{ key: "2", terms: { category: "Damen & Herren" } },
      values: {
        ...{ title: "Hose (S)", quantity: 1, tag_price: 1250 },
        description: "- weich\n- warm – leicht\\neu",
      },
    },
    { key: "4", values: { title: "Men’s hat", description: "Kurz", quantity: 1 } },
  ]);
  expect(refused).toMatchObject([{ line: 4, problem: { code: "none_left" } }]);
});

test("Square: pieces at several places are added up, variations have names", () => {
  const text = [
    "Token,Item Name,Variation Name,Price,Current Quantity A,Current Quantity B",
    "T,Mug,Regular,4,2,3",
    "T,Mug,Blue,4,,1",
  ].join("\n");
  expect(plan("square", text).rows).toMatchObject([
    { key: "T / Regular", values: { title: "Mug", quantity: 5 } },
    { key: "T / Blue", values: { title: "Mug (Blue)", quantity: 1 } },
  ]);
});

test("Square: the category of reports counts, else the first; what is archived is not for sale", () => {
  const text = [
    "Token,Item Name,Categories,Reporting Category,Archived,Sellable,Price",
    'A,Mug,"Sale, Kitchen > Mugs",Kitchen,N,Y,4',
    'B,Cup,"Kitchen > Cups, Sale",,Y,Y,4',
  ].join("\n");
  expect(plan("square", text).rows).toMatchObject([
    { terms: { category: "Kitchen" }, values: { status: "active" } },
    { terms: { category: "Cups" }, values: { status: "inactive" } },
  ]);
});

test("an apostrophe that guards a cell against spreadsheets is no part of it", () => {
  const text = "Title,Price,SKU,Barcode\n'70s dress,1,'0012,'4006381333931\n'=SUM,1,'-7,";
  expect(plan("items", text).rows.map(({ values }) => values)).toMatchObject([
    { title: "'70s dress", sku: "0012", barcodes: ["4006381333931"] },
    { title: "=SUM", sku: "-7" },
  ]);
});

test("CSV: a line that names the mark, and cells without a name, are no trouble", () => {
  expect(readCsv("sep=;\r\na;b;\r\n1;2\r\n3;4;;\r\n5;6;note\r\n", { longest: 20 })).toEqual({
    ...{ ok: true, delimiter: ";", header: ["a", "b", ""], bad: [] },
    rows: [
      { line: 3, cells: ["1", "2"] },
      { line: 4, cells: ["3", "4", ""] },
      { line: 5, cells: ["5", "6", "note"] },
    ],
  });
});

test("CSV: cells may be missing at the end of a row, unless a line end has torn the row", () => {
  const lines = ["a,b,c,d,e", "1,2", "3,4,5", "6,7,8,9,0", "x,torn", "in,two,5,6", "k,l,m,n,o", "p"];
  expect(readCsv(lines.join("\n"), { longest: 20 })).toMatchObject({
    rows: [
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "4", "5"] },
      ...[{ line: 4 }, { line: 7 }],
      { line: 8, cells: ["p"] },
    ],
    bad: [{ line: 5 }, { line: 6 }],
  });
  const { rows } = plan("items", "Title,Price,Brand,Pictures\nHat,1\nBow,2,,\nCap,2,Northwind");
  expect(rows).toMatchObject([{ terms: {} }, { terms: {} }, { terms: { brand: "Northwind" } }]);
});

test.each([
  ["A &rsquo;70s coat &ndash; 50&nbsp;% off &#x2713;", "A ’70s coat – 50 % off ✓"],
  ["&Auml;rmel &amp;amp; K&ouml;rper", "Ärmel &amp; Körper"],
  ["&constructor; &#0; &#55296; &#1114112; &none;", "&constructor; &#0; &#55296; &#1114112; &none;"],
])("the entities of %j are %j", (html, text) => {
  expect(values.textOf(html)).toBe(text);
});

test("people are no more one person by what fills an empty cell", () => {
  const text = [
    "Title,Price,Consignor,Consignor email,Consignor phone",
    "Hat,1,Ada King,n/a,000-000-0000",
    "Cap,1,Bo Ek,none@none.com,N/A",
    "Tie,1,Cy Lund,-,call",
    "Bag,1,,none,0",
  ].join("\n");
  const { rows, refused } = plan("items", text);
  expect(refused).toEqual([]);
  const people = rows.map((row) => ("person" in row ? row.person : null));
  expect(people).toMatchObject([
    { last_name: "King", email: null, phone: null },
    { last_name: "Ek", email: null, phone: null },
    { last_name: "Lund", email: null, phone: null },
    null,
  ]);
  expect(new Set(people.map((each) => each?.key)).size).toBe(4);
});

test("rows without any name of their own are told apart by what they say", () => {
  const { rows, refused } = plan("items", "Title,Price\nHat,1\nHat,2\nHat,1");
  expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  expect(refused).toMatchObject([{ line: 4, problem: { code: "duplicate" } }]);
});

test("pictures say nothing of a row's own name, so that a file with them finds what came in without", () => {
  const [with_it, without] = ["Title,Price,Pictures\nHat,1,https://a.example/1.jpg", "Title,Price\nHat,1"];
  expect(plan("items", with_it).rows[0]!.key).toBe(plan("items", without).rows[0]!.key);
});

const addressesIn = (cell: string): string[] => {
  const [row] = plan("items", `Title,Price,Pictures\nHat,1,"${cell}"`).rows;
  return row && "pictures" in row ? row.pictures.map(({ address }) => address) : [];
};

test.each([
  ["https://a.example/1.jpg https://a.example/2.jpg", 2],
  ["https://a.example/1.jpg|https://a.example/2.jpg", 2],
  ["https://a.example/1.jpg, http://a.example/2.jpg,", 2],
  ["https://a.example/1.jpg,https://a.example/w_20,h_30/2.jpg", 2],
  ["https://a.example/1.jpg;https://a.example/1.jpg", 1],
])("the cell %j names %d pictures", (cell, names) => {
  expect(addressesIn(cell)).toHaveLength(names);
});

test("a condition in the shop's own words is kept in the details, a name of digits is a number", () => {
  const text = "Title,Price,Condition,Details,Account\nHat,1,Worn once,Felt,1001\nCoat,2,Very_Good,,Ada King";
  const { rows } = plan("consigncloud_items", text);
  expect(rows).toMatchObject([
    { person: { number: "1001", last_name: null }, values: { details: "Felt\nCondition: Worn once" } },
    { person: { number: null, last_name: "King" }, values: { condition: "very_good" } },
  ]);
});
