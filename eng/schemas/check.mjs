// Reads one JSON object a line: {"schema": {...}, "document": "..."}; answers each with true (it fits) or false.
import { createInterface } from 'node:readline';
import Ajv from 'ajv';

const compiled = new Map();

function validator(schema) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) {
    // The same $id comes with many schemas, each with a keyword less.
    const { $id, ...rest } = schema;
    compiled.set(key, new Ajv({ strict: false, allErrors: false, unicodeRegExp: true }).compile(rest));
  }

  return compiled.get(key);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { schema, document } = JSON.parse(line);
  console.log(validator(schema)(JSON.parse(document)));
}
