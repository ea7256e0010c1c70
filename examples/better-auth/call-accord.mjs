// What a page does: sign up, confirm the address, get a token for Accord, call Accord.
//
//   node call-accord.mjs ada@example.com        the link of the mail is asked for on standard input
import { createInterface } from "node:readline/promises";

const { APP_URL, ACCORD_URL, MODE = "jwks" } = process.env;
const email = process.argv[2];

async function fetchJson(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return [await response.json(), response.headers];
}

const [, headers] = await fetchJson(`${APP_URL}/api/auth/sign-up/email`, {
  method: "POST",
  headers: { "content-type": "application/json", origin: APP_URL },
  body: JSON.stringify({ name: "Ada", email, password: "seven green bicycles" }),
});
const session = { authorization: `Bearer ${headers.get("set-auth-token")}` }; // a browser has it in its cookie

const link = await createInterface({ input: process.stdin, output: process.stderr }).question("The link of the mail: ");
await fetch(link, { redirect: "manual" });

// Fetch a token when the one you have is about to expire, and one more when Accord says 401; keep it on a 503.
const path = MODE === "secret" ? "accord-token" : "token";
const [{ token }] = await fetchJson(`${APP_URL}/api/auth/${path}`, { headers: session });

const [account] = await fetchJson(`${ACCORD_URL}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
console.log(JSON.stringify(account));
