/** The key that signs sessions. The installation has one, created when the first session is opened. */
import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { json, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";

export const ALGORITHM = "EdDSA";
export const ISSUER = "backroom";
const ID = "0190a5d0-0000-7000-8000-000000000001";

export const signingKey = resource({
  service: "accounts",
  name: "signing_key",
  plural: "signing_keys",
  fields: {
    public_key: json({ about: "A JSON Web Key." }),
    private_key: text({ hidden: true, sealed: true, about: "A JSON Web Key, sealed." }),
  },
  hardDelete: true,
  shared: true,
  verbs: [],
});

type Keys = {
  signing: Awaited<ReturnType<typeof importJWK>>;
  verifying: Awaited<ReturnType<typeof importJWK>>;
};

const imported = async (secret: JWK, open: JWK): Promise<Keys> => {
  const [signing, verifying] = await Promise.all([importJWK(secret, ALGORITHM), importJWK(open, ALGORITHM)]);
  return { signing, verifying };
};

async function stored(global: Global): Promise<Keys | null> {
  const found = await global.lookup(signingKey, { _id: ID });
  if (!found) return null;
  const secret = JSON.parse(global.cipher.unseal(String(found.document.private_key))) as JWK;
  return imported(secret, found.entity.public_key);
}

/** Returns the keys. If several copies create one at once, all use the one that was stored first. */
export async function signingKeys(global: Global): Promise<Keys> {
  const found = await stored(global);
  if (found) return found;
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const [secret, open] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
  const made = await global.establish(signingKey, ID, {
    public_key: open,
    private_key: global.cipher.seal(JSON.stringify(secret)),
  });
  return made ? imported(secret, open) : signingKeys(global);
}
