/** What a page pays: an application that uses one operation does not carry the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

test('a bundle holds the operations that are used, and little else', async () => {
  const one = await bundled(`
    import { createAccord, getMe } from 'accord-client';
    const { client } = createAccord({ origin: '' });
    getMe({ client }).then(console.log);
  `);
  const kilobytes = gzipSync(one).length / 1000;
  assert.ok(one.includes('/api/v1/me') && one.includes('/api/v1/auth/token'));
  assert.ok(!one.includes('/api/v1/users'), 'an operation that nobody calls is in the bundle');
  assert.ok(kilobytes < 6, `${kilobytes} kB compressed`);
});
