// Judges edits with the yaml package: one JSON request a line in, one JSON answer a line out.
// Request: { before, after, versions, intents }, front matter as text. Answer: { fault } or { fault: null, unread: [versions] }.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const YAML = createRequire(process.argv[2] + '/')('yaml');

const read = (text, version) => {
  const document = YAML.parseDocument(text, { version, uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) throw new Error(document.errors[0].message.split('\n')[0]);
  return document.toJS({ mapAsMap: true, maxAliasCount: -1 }) ?? new Map();
};

const value = (given, version) => {
  switch (given.kind) {
    case 'text': return given.value;
    case 'literal': return YAML.parse(given.value, { version });
    case 'list': return given.items.map(item => value(item, version));
    default: return new Map(given.entries.map(([key, inner]) => [key, value(inner, version)]));
  }
};

const same = (a, b) => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (a instanceof Map && b instanceof Map) {
    const [one, other] = [[...a], [...b]];
    return one.length === other.length && one.every(([key, inner], index) => same(key, other[index][0]) && same(inner, other[index][1]));
  }
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return Object.is(a, b) || (a === 0 && b === 0);
};

const child = (node, step) => node instanceof Map ? node.get(step) : Array.isArray(node) ? node[step] : undefined;

const store = (node, step, made) => { if (node instanceof Map) node.set(step, made); else node[step] = made; };

const put = (root, path, change) => {
  let node = root;
  for (const step of path.slice(0, -1)) {
    if (child(node, step) === undefined || child(node, step) === null) store(node, step, new Map());
    node = child(node, step);
  }
  const last = path.at(-1);
  store(node, last, change(child(node, last)));
};

const drop = (root, path) => {
  const node = path.slice(0, -1).reduce((inner, step) => child(inner, step), root);
  const last = path.at(-1);
  if (node instanceof Map) node.delete(last); else if (Array.isArray(node) && last < node.length) node.splice(last, 1);
};

const apply = (root, intent, version) => {
  const given = intent.value && value(intent.value, version);
  switch (intent.kind) {
    case 'set': put(root, intent.path, () => given); break;
    case 'remove': drop(root, intent.path); break;
    case 'add': put(root, intent.path, old => old === undefined || old === null ? [given]
      : Array.isArray(old) ? (old.some(item => same(item, given)) ? old : [...old, given])
      : same(old, given) ? old : [old, given]); break;
    case 'take': {
      const list = intent.path.reduce((inner, step) => child(inner, step), root);
      const index = Array.isArray(list) ? list.findIndex(item => same(item, given)) : -1;
      if (index >= 0) list.splice(index, 1);
      break;
    }
  }
};

const judge = ({ before, after, versions, intents }) => {
  const unread = [];
  for (const version of versions) {
    let expected;
    try {
      expected = read(before, version);
    } catch {
      unread.push(version);
      continue;
    }
    try {
      for (const intent of intents) apply(expected, intent, version);
      if (!same(expected, read(after, version))) return { fault: `YAML ${version}: the edited text means something else` };
    } catch (error) {
      return { fault: `YAML ${version}: ${error.message}` };
    }
  }
  return { fault: null, unread };
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + '\n');
}
