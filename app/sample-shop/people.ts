/** The consignors of the sample shop: forty invented names, some that a receipt may not cut or misspell. */
export const consignors: readonly (readonly [first: string, last: string])[] = [
  ...([
    ["Ada", "Lind"],
    ["Berit", "Aas"],
    ["Cem", "Yıldız"],
    ["Dana", "Novák"],
    ["Emil", "Sørensen"],
  ] as const),
  ...([
    ["Fatima", "El Amrani"],
    ["Greta", "Weiß"],
    ["Henri", "Lefèvre"],
    ["Ines", "Duarte"],
    ["Jakub", "Wójcik"],
  ] as const),
  ...([
    ["Катерина", "Шевченко"],
    ["Lotte", "de Vries"],
    ["Mina", "Tanaka"],
    ["Noor", "Haddad"],
    ["Oscar", "Núñez"],
  ] as const),
  ...([
    ["Petra", "Krämer"],
    ["Quentin", "Moreau"],
    ["Rosa", "Bianchi"],
    ["Sven", "Håkansson"],
    ["Tove", "Mäkinen"],
  ] as const),
  ...([
    ["Ursula", "von der Heide-Wartenberg"],
    ["Viktor", "Nagy"],
    ["Wanda", "Zielińska"],
    ["Xenia", "Papadopoulou"],
  ] as const),
  ...([
    ["Yusuf", "Demir"],
    ["Zoë", "Martens"],
    ["Alba", "Ferrer"],
    ["Bruno", "Conti"],
    ["Clara", "Hoffmann"],
  ] as const),
  ...([
    ["Davide", "Greco"],
    ["Elif", "Kaya"],
    ["Finn", "O'Brien"],
    ["Grace", "Okafor"],
    ["Hanna", "Lindqvist"],
  ] as const),
  ...([
    ["Ivo", "Horvat"],
    ["Jana", "Svobodová"],
    ["Karim", "Benali"],
    ["Lea", "Zimmermann"],
    ["Milan", "Petrović"],
  ] as const),
  ...([["Nora", "Fischer"]] as const),
];
