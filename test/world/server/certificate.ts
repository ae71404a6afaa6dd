import { X509Certificate, createHash } from "node:crypto";
import { generate } from "selfsigned";

/** Hosts that the world answers for; Chromium is told to find all of them here. */
const API_HOST = "api.hyperliquid.xyz";
export const SITE_HOSTS = [
  "app.hyperliquid.xyz",
  "hypurrscan.io",
  "hyperdash.com",
  "legacy.hyperdash.com",
  "hyperdash.info",
  "app.copin.io",
] as const;

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

let made: Promise<Certificate> | undefined;

/** The certificate of this process, for all hosts; its worlds share it, because clients trust it once. */
export function certificateOfProcess(): Promise<Certificate> {
  made ??= makeCertificate();
  return made;
}

/** SHA-256 of the public key, base64: what Chromium's `--ignore-certificate-errors-spki-list` takes. */
export function spkiOf(certificate: Certificate): string {
  const der = new X509Certificate(certificate.cert).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("base64");
}

async function makeCertificate(): Promise<Certificate> {
  const names = [API_HOST, ...SITE_HOSTS, "localhost"];
  const pair = await generate([{ name: "commonName", value: API_HOST }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key: pair.private, cert: pair.cert };
}
