// Better Auth as a frontend of Accord sets it up. The two plugins are what matters; the rest is any Better Auth.
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { bearer, jwt } from "better-auth/plugins";

import { sharedSecret } from "./shared-secret.mjs";

const { APP_URL, BETTER_AUTH_SECRET, ACCORD_AUDIENCE, MODE = "jwks" } = process.env;

// Recommended: Accord fetches the public keys at /api/auth/jwks, and needs no secret at all.
const publicKeys = () =>
  jwt({
    jwks: {
      keyPairConfig: { alg: process.env.ALGORITHM ?? "EdDSA" }, // or ES256, RS256, PS256
      rotationInterval: Number(process.env.ROTATION_SECONDS ?? 30 * 24 * 3600),
    },
    jwt: {
      issuer: APP_URL, // = BETTER_AUTH_ISSUER of Accord
      audience: ACCORD_AUDIENCE, // = BETTER_AUTH_AUDIENCE of Accord; without it, aud is this frontend itself
      expirationTime: "10m", // Accord takes no token that lives for more than 15 minutes
      // Without this line the whole row of the user travels in each request.
      definePayload: ({ user }) => ({ email: user.email, emailVerified: user.emailVerified }),
    },
    sessionCookieCache: process.env.COOKIE_CACHE === "jwt-keys",
  });

export const auth = betterAuth({
  baseURL: APP_URL,
  secret: BETTER_AUTH_SECRET,
  // In memory, so that the example needs nothing else: yours has a database here.
  database: memoryAdapter({ user: [], session: [], account: [], verification: [], jwks: [] }),
  emailAndPassword: { enabled: true },
  emailVerification: {
    sendOnSignUp: true,
    // The mail of this example is a line on standard output.
    sendVerificationEmail: async ({ user, url, token }) => console.log(JSON.stringify({ mail: user.email, url, token })),
  },
  session: {
    cookieCache: process.env.COOKIE_CACHE
      ? { enabled: true, strategy: process.env.COOKIE_CACHE.split("-")[0] }
      : { enabled: false },
  },
  plugins: [bearer(), ...(MODE === "secret" ? [sharedSecret({ audience: ACCORD_AUDIENCE })] : [publicKeys()])],
});
