// The weaker way (BETTER_AUTH_MODE=secret). Better Auth's jwt plugin cannot sign HS256, so the frontend does it itself:
// a plugin with one endpoint, GET /api/auth/accord-token, for whoever is signed in.
//
// typ and kid are what tells this token from the mail links and cookies that Better Auth signs with the same secret.
import { createAuthEndpoint, sessionMiddleware } from "better-auth/api";
import { SignJWT } from "jose";

export const sharedSecret = ({ audience }) => ({
  id: "accord-shared-secret",
  endpoints: {
    accordToken: createAuthEndpoint("/accord-token", { method: "GET", use: [sessionMiddleware] }, async (context) => {
      const { user } = context.context.session;
      const token = await new SignJWT({ email: user.email, emailVerified: user.emailVerified })
        .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "ba-shared" })
        .setIssuer(process.env.APP_URL)
        .setAudience(audience)
        .setSubject(user.id)
        .setIssuedAt()
        .setExpirationTime("10m")
        .sign(new TextEncoder().encode(process.env.BETTER_AUTH_SECRET));
      return context.json({ token });
    }),
  },
});
