// Answers for the reference implementation, one JSON line for each JSON line:
//
//   {"load": path}                       -> {"ok": true} or {"error": message}
//   {"texts": [...], "special": bool}    -> {"ids": [[...], ...], "offsets": [[start, end, ...], ...], "ms": time}
//
// A text that cannot be encoded has null. "ms" is the time that the encoding itself took.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const { Tokenizer } = createRequire(import.meta.url)('tokenizers');
let tokenizer = null;

async function encode(texts, addSpecialTokens) {
  try {
    const start = performance.now();
    const encodings = await tokenizer.encodeBatch(texts, { addSpecialTokens });
    return { encodings, ms: performance.now() - start };
  } catch {
    const encodings = [];
    for (const text of texts) {
      encodings.push(await tokenizer.encode(text, null, { addSpecialTokens }).catch(() => null));
    }
    return { encodings, ms: 0 };
  }
}

async function answer(request) {
  if (request.load) {
    try {
      tokenizer = Tokenizer.fromFile(request.load);
      return { ok: true };
    } catch (error) {
      return { error: String(error) };
    }
  }
  const { encodings, ms } = await encode(request.texts, request.special);
  return request.timed
    ? { ms, tokens: encodings.reduce((sum, encoding) => sum + encoding.getLength(), 0) }
    : { ids: encodings.map(e => e && e.getIds()), offsets: encodings.map(e => e && e.getOffsets().flat()), ms };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + '\n');
}
