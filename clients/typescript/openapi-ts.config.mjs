// What `python -m contract.sdk` runs the generator with.
import { defineConfig } from '@hey-api/openapi-ts';

export default defineConfig({
  input: '../../var/clients/openapi.json',
  output: {
    path: '../../var/clients/typescript',
    header: '// Written by `make sdk` from the contract; never edit it.',
    module: { extension: '.js' }, // Node wants it
  },
  plugins: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    // Without a client that everybody shares: whoever forgets to pass one is told by the compiler.
    { name: '@hey-api/sdk', client: false },
  ],
});
