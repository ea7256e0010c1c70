// Better Auth as its documentation sets it up on node:http: passwords, sessions in PostgreSQL, the admin plugin.
// Its rate limits, which would refuse the load, are off.
import { createServer } from "node:http";

import { betterAuth } from "better-auth";
import { hashPassword } from "better-auth/crypto";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { admin } from "better-auth/plugins";
import pg from "pg";

const port = Number(process.env.PORT);
const options = {
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 }),
  baseURL: `http://127.0.0.1:${port}`,
  secret: process.env.SECRET,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  plugins: [admin()],
};

if (process.argv[2] === "prepare") {
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  console.log(await hashPassword(process.argv[3]));
  process.exit(0);
}
const handle = toNodeHandler(betterAuth(options));
createServer((request, response) => {
  if (request.url === "/health") {
    response.writeHead(200, { "content-type": "application/json" }).end('{"status":"ok"}');
    return;
  }
  handle(request, response);
}).listen(port, "127.0.0.1");
