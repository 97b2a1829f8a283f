/** Terms that every organization has: the palette of section 19, and sizes and fabrics in common use. */

/** Hex as RRGGBB. */
export const palette = {
  Black: "101010",
  White: "fafafa",
  Grey: "808080",
  Beige: "e0d3b8",
  Brown: "6b4226",
  Red: "c8102e",
  Pink: "f4a6c0",
  Orange: "f28c28",
  Yellow: "f5d327",
  Green: "2e7d32",
  Olive: "6b6b2f",
  Turquoise: "30b8b0",
  "Light blue": "8ec5e8",
  Blue: "1f5fbf",
  Navy: "14213d",
  Purple: "6a2c91",
} as const;

export const sizes = ["XS", "S", "M", "L", "XL", "XXL", "One size"] as const;

export const fabrics = [
  "Acrylic",
  "Cashmere",
  "Cotton",
  "Denim",
  "Leather",
  "Linen",
  "Nylon",
  "Polyester",
  "Silk",
  "Suede",
  "Velvet",
  "Viscose",
  "Wool",
] as const;
