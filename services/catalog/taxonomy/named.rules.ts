/** A term as its id and its name. */

type Named = { id: string; name: string };
export const idAndName = ({ id, name }: Named): Named => ({ id, name });
