/** What the generator made of the contract. */
export * from '../../../generated/clients/typescript/index.js';
export { createClient, createConfig } from '../../../generated/clients/typescript/client/index.js';
export type { Client } from '../../../generated/clients/typescript/client/index.js';
