/**
 * Encrypts values that must be readable again but not in the database's own files: AES-256-GCM, a fresh nonce
 * for each value.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

export type Cipher = {
  seal(text: string): string;
  unseal(sealed: string): string;
  /** HMAC-SHA256 in hex: for values only compared, and so short that a plain hash could be guessed. */
  mac(text: string): string;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `secret` is the setting SECRET_KEY, or the key that the first start of the embedded mode created. */
export function cipherOf(secret: string): Cipher {
  const key = Buffer.from(hkdfSync("sha256", secret, "backroom", "sealed fields", 32));
  const mac_key = Buffer.from(hkdfSync("sha256", secret, "backroom", "authenticated texts", 32));
  return {
    mac: (text) => createHmac("sha256", mac_key).update(text, "utf8").digest("hex"),
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
        // Without it a shorter tag, hence a truncated value, would pass.
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return (
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
      );
    },
  };
}

/** Null when the value was sealed under another key, or is damaged. */
export function opened(cipher: Cipher, sealed: string): string | null {
  try {
    return cipher.unseal(sealed);
  } catch {
    return null;
  }
}
