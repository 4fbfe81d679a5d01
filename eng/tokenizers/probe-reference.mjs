// Asks the reference what it takes each code point for, where no list says so, and writes expression-facts.json:
//
//   npm ci && node probe-reference.mjs > expression-facts.json      (in eng/tokenizers)
//
// Every fact is a list of ranges: first, last, first, last, ...
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { Tokenizer, splitPreTokenizer, precompiled } = require('tokenizers');

const chunkSize = 2048;
const scalars = [];
for (let c = 0; c < 0x110000; c++) if (c < 0xD800 || c > 0xDFFF) scalars.push(c);

function fileWith(part, component) {
  return Tokenizer.fromString(JSON.stringify({
    version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null,
    decoder: null, model: { type: 'WordLevel', vocab: { u: 0 }, unk_token: 'u' }, [part]: component,
  }));
}

function splitter(expression, invert = true) {
  return fileWith('pre_tokenizer', { type: 'Split', pattern: { Regex: expression }, behavior: 'Removed', invert }).getPreTokenizer();
}

function ranges(members) {
  const list = [];
  for (const c of members) {
    if (list.length && list[list.length - 1] === c - 1) list[list.length - 1] = c; else list.push(c, c);
  }
  return list;
}

function membersOf(expression, among = scalars) {
  const split = splitter(expression);
  const members = [];
  for (let i = 0; i < among.length; i += chunkSize) {
    const text = String.fromCodePoint(...among.slice(i, i + chunkSize));
    for (const [piece] of split.preTokenizeString(text)) for (const character of piece) members.push(character.codePointAt(0));
  }
  return members;
}

const categories = {};
for (const name of ['Lu', 'Ll', 'Lt', 'Lm', 'Lo', 'Mn', 'Mc', 'Me', 'Nd', 'Nl', 'No', 'Pc', 'Pd', 'Ps', 'Pe', 'Pi', 'Pf', 'Po', 'Sm', 'Sc', 'Sk', 'So', 'Zs', 'Zl', 'Zp', 'Cc', 'Cf', 'Co', 'Cn']) {
  categories[name] = ranges(membersOf(`\\p{${name}}`));
}

const posix = {};
for (const name of ['alnum', 'alpha', 'blank', 'cntrl', 'digit', 'graph', 'lower', 'print', 'punct', 'space', 'upper', 'xdigit', 'word', 'ascii']) {
  posix[name] = ranges(membersOf(`[[:${name}:]]`));
}

const scriptNames = `Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille
 Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic
 Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati
 Gunjala_Gondi Gurmukhi Gurung_Khema Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi
 Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Kirat_Rai Lao Latin Lepcha
 Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui
 Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu
 Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic
 Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian
 Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil
 Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Todhri Toto Tulu_Tigalari Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square`.split(/\s+/);
const scripts = {};
for (const name of scriptNames) {
  try { scripts[name] = ranges(membersOf(`\\p{${name}}`)); } catch (e) { console.error(name, String(e).slice(0, 80)); }
}

// The pre-tokenizer UnicodeScripts: which code points it keeps together. Those in "any" never divide.
const byScript = fileWith('pre_tokenizer', { type: 'UnicodeScripts' }).getPreTokenizer();
const together = (a, b) => byScript.preTokenizeString(String.fromCodePoint(a, b)).length === 1;
const latin = 0x61, cyrillic = 0x44F;
const groups = []; // { representative, members }
const any = [];
let last = null;
for (const c of scalars) {
  if (last && together(last.representative, c) && !(together(latin, c) && together(cyrillic, c))) { last.members.push(c); continue; }
  if (together(latin, c) && together(cyrillic, c)) { any.push(c); continue; }
  let group = groups.find(g => together(g.representative, c));
  if (!group) groups.push(group = { representative: c, members: [] });
  group.members.push(c);
  last = group;
}
const pieces = { any: ranges(any), groups: groups.map(g => ranges(g.members)) };

// Graphemes, by what Precompiled does with clusters shorter than six bytes. The table that it gets has an entry "a" and one for every
// byte that a longer character begins with; all become "X". The first entry of a cluster replaces the whole cluster.
function charsmap(keys) {
  // A double array with one level: unit 0 leads to units base ^ byte, each with a leaf at its own offset.
  const size = 2048;
  const units = new Uint32Array(size);
  const base = 256;
  units[0] = base << 10;
  let leaf = 512;
  for (const key of keys) {
    const at = base ^ key;
    while (units[leaf] || leaf % 2) leaf++;
    units[at] = key | (1 << 8) | ((at ^ leaf) << 10);
    units[leaf] = 0x80000000;
    leaf += 2;
  }
  const text = new TextEncoder().encode('X\0');
  const bytes = new Uint8Array(4 + 4 * size + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 4 * size, true);
  units.forEach((u, i) => view.setUint32(4 + 4 * i, u, true));
  bytes.set(text, 4 + 4 * size);
  return [...bytes];
}
const leads = [];
for (let b = 0xC2; b <= 0xF4; b++) leads.push(b);
const normalizer = precompiled(charsmap([0x61, ...leads]));
const norm = (...codePoints) => normalizer.normalizeString(String.fromCodePoint(...codePoints));
if (norm(0x61, 0x62) !== 'Xb' || norm(0x61, 0x301) !== 'X' || norm(0xBD, 0x301) !== 'X') throw new Error('the table does not work: ' + norm(0x61, 0x301));
const joins = scalars.filter(c => c >= 0x80 && norm(0x61, c) === 'X');
const joinsSet = new Set(joins);
const zwj = 0x200D, accent = 0x301, ka = 0x915, virama = 0x94D, copyright = 0xA9;
// c ZWJ-joined to a pictograph is in a longer cluster: its own accent is not lost then.
const pictographs = scalars.filter(c => c >= 0x80 && !joinsSet.has(c) && norm(copyright, zwj, c) === 'XXX');
const pictographSet = new Set(pictographs);
// What may stand between the pictograph and ZWJ is Extend, the rest of what joins is SpacingMark.
const extend = joins.filter(c => c !== zwj && norm(copyright, c, zwj, 0xAE, accent).length === 5);
const prepend = scalars.filter(c => c >= 0x80 && norm(c, 0x61) === 'X');
const prependSet = new Set(prepend);
const consonants = scalars.filter(c => c >= 0x800 && c < 0x10000 && !joinsSet.has(c) && norm(ka, virama, c, accent) === 'XXXX');
// Four-byte consonants cannot be told by their own accent: a three-byte one after them is.
const consonantsLong = scalars.filter(c => c >= 0x10000 && !joinsSet.has(c) && norm(c, virama, ka, accent) === 'XXXX');
const linkers = joins.filter(c => norm(ka, c, ka, accent) === 'XXXX');
const linkerSet = new Set(linkers);
const conjunctExtend = joins.filter(c => !linkerSet.has(c) && norm(ka, virama, c, ka, accent) === 'XXXXX');
// Controls break even before an accent.
const control = scalars.filter(c => c >= 0x80 && !joinsSet.has(c) && !prependSet.has(c) && norm(c, accent) !== 'X' && c < 0x10000);
const regional = scalars.filter(c => c >= 0x1F1E6 && c <= 0x1F1FF);
const graphemes = {
  Extend: ranges(extend), SpacingMark: ranges(joins.filter(c => c !== zwj && !extend.includes(c))), Prepend: ranges(prepend), Pictographic: ranges(pictographs),
  Control: ranges(control), RegionalIndicator: ranges(regional), ConjunctConsonant: ranges([...consonants, ...consonantsLong]),
  ConjunctLinker: ranges(linkers), ConjunctExtend: ranges(conjunctExtend),
};

// Case: the code points that an expression which ignores case takes for the same, and the texts that stand for one code point.
const cased = scalars.filter(c => { const s = String.fromCodePoint(c); return s.toLowerCase() !== s || s.toUpperCase() !== s; });
const folds = {};
for (const c of cased) {
  const same = membersOf('(?i)\\x{' + c.toString(16) + '}', cased).filter(d => d !== c);
  if (same.length) folds[c] = same;
}
const full = {};
const lengthOf = (c, text) => splitter('\\A(?i:\\x{' + c.toString(16) + '})\\z').preTokenizeString(text).length === 1;
for (const c of cased) {
  const s = String.fromCodePoint(c);
  for (const text of new Set([s.toUpperCase().toLowerCase(), s.toLowerCase(), s.toUpperCase()])) {
    if ([...text].length > 1 && lengthOf(c, text)) { full[c] = [...text].map(x => x.codePointAt(0)); break; }
  }
}
process.stdout.write(JSON.stringify({ categories, posix, scripts, pieces, graphemes, folds, full }));
