/** What the sample shop sells, and a drawing of each piece. */
import type { Chance } from "./chance.ts";

/** An outline on a field of 100 × 100. */
type Kind = { name: string; category: string; cents: readonly [low: number, high: number]; outline: string };

const COAT = "M35 15 L65 15 L90 40 L80 55 L72 47 L72 92 L28 92 L28 47 L20 55 L10 40 Z";
const DRESS = "M40 12 L60 12 L64 40 L84 90 L16 90 L36 40 Z";
const TROUSERS = "M32 12 L68 12 L74 92 L56 92 L50 42 L44 92 L26 92 Z";
const SHOE = "M10 60 L40 52 L52 30 L64 40 L62 58 L90 70 L90 80 L10 80 Z";
const BAG = "M20 42 L34 42 L40 18 L60 18 L66 42 L80 42 L88 88 L12 88 Z";
const LAMP = "M36 14 L64 14 L82 52 L54 52 L54 82 L70 90 L30 90 L46 82 L46 52 L18 52 Z";
const BOOK = "M20 18 L48 24 L50 24 L80 18 L80 80 L50 86 L20 80 Z";

export const kinds: readonly Kind[] = [
  { name: "wool coat", category: "Coats", cents: [6900, 18_900], outline: COAT },
  { name: "denim jacket", category: "Coats", cents: [2900, 6900], outline: COAT },
  { name: "silk blouse", category: "Dresses and tops", cents: [1900, 5900], outline: COAT },
  { name: "summer dress", category: "Dresses and tops", cents: [2400, 8900], outline: DRESS },
  { name: "evening dress", category: "Dresses and tops", cents: [5900, 21_900], outline: DRESS },
  { name: "corduroy trousers", category: "Trousers", cents: [1900, 5900], outline: TROUSERS },
  { name: "jeans", category: "Trousers", cents: [1900, 7900], outline: TROUSERS },
  { name: "leather boots", category: "Shoes", cents: [3900, 12_900], outline: SHOE },
  { name: "sneakers", category: "Shoes", cents: [1900, 6900], outline: SHOE },
  { name: "handbag", category: "Bags", cents: [2900, 24_900], outline: BAG },
  { name: "desk lamp", category: "Home", cents: [1500, 9900], outline: LAMP },
  { name: "picture book", category: "Books", cents: [300, 1900], outline: BOOK },
];

const colors = [
  ...([
    ["Black", "#22252b"],
    ["White", "#f3efe6"],
    ["Red", "#b3352f"],
    ["Blue", "#2f5d9b"],
    ["Green", "#3f7a4f"],
  ] as const),
  ...([
    ["Yellow", "#dfb13a"],
    ["Brown", "#7a5236"],
    ["Grey", "#8a8f98"],
    ["Pink", "#d98ba3"],
    ["Purple", "#6a4c86"],
  ] as const),
];

const brands = ["Aster", "Birch & Co", "Corvo", "Delphine", "Ember", "Fjord", "no brand"];

export type Piece = { title: string; category: string; tag_price: number; drawing: string };

/** A piece with a price that ends in 00. */
export function pieceOf(chance: Chance): Piece {
  const kind = chance.one(kinds);
  const [color, paint] = chance.one(colors);
  const brand = chance.one(brands);
  const [low, high] = kind.cents;
  return {
    title: `${color} ${kind.name}${brand === "no brand" ? "" : `, ${brand}`}`,
    category: kind.category,
    tag_price: chance.whole(low / 100, high / 100) * 100,
    drawing: drawn(kind.outline, paint),
  };
}

/** As SVG: flat, on paper, with a shadow. */
const drawn = (
  outline: string,
  paint: string,
): string => `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900" viewBox="0 0 100 100">
<rect width="100" height="100" fill="#e9e4da"/>
<ellipse cx="50" cy="93" rx="38" ry="4" fill="#00000022"/>
<path d="${outline}" fill="${paint}" stroke="#00000055" stroke-width="1.2" stroke-linejoin="round"/>
<path d="${outline}" fill="none" stroke="#ffffff66" stroke-width=".6" stroke-dasharray="2 1.6" transform="translate(5 5) scale(.9)"/>
</svg>`;
