// Better Auth alone on node:http. In Next.js this is app/api/auth/[...all]/route.ts with toNextJsHandler(auth).
import { createServer } from "node:http";

import { toNodeHandler } from "better-auth/node";

import { auth } from "./auth.mjs";

createServer(toNodeHandler(auth)).listen(Number(new URL(process.env.APP_URL).port), "127.0.0.1");
