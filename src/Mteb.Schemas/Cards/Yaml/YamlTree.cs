using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mteb.Schemas.Cards.Yaml;

/// <summary>What came of reading YAML: a tree, nothing (no content), or the reason why it cannot be read.</summary>
/// <param name="Root">The root; null when there is no content or an error.</param>
/// <param name="Error">Why it cannot be read, as a sentence; null when it can.</param>
/// <param name="ErrorAt">The offset at which reading stopped.</param>
internal sealed record YamlTree(YamlNode? Root, string? Error, int ErrorAt)
{
    private const int DeepestNesting = 64;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(value => (char)value).Except(['\t', '\n', '\r']), '\u007F', '\uFEFF', '\uFFFE', '\uFFFF']);

    /// <summary>Reads one YAML document out of a text.</summary>
    /// <param name="text">The whole text; places in the tree are offsets into it.</param>
    /// <param name="range">Where the YAML stands.</param>
    public static YamlTree Read(string text, TextRange range)
    {
        var yaml = text.Substring(range.Start, range.Length);
        if (yaml.AsSpan().IndexOfAny('\u0085', '\u2028', '\u2029') is >= 0 and var separator)
        {
            return new YamlTree(null, "There is a line or paragraph separator (U+0085, U+2028 or U+2029), which some YAML readers take for a line break and others do not.", range.Start + separator);
        }

        if (yaml.AsSpan().IndexOfAny(Forbidden) is >= 0 and var forbidden)
        {
            return new YamlTree(null, $"The character U+{(int)yaml[forbidden]:X4} may not stand in YAML.", range.Start + forbidden);
        }

        var reader = new Reader(yaml, range.Start);
        try
        {
            return new YamlTree(reader.ReadDocument(), null, 0);
        }
        catch (YamlException exception)
        {
            return new YamlTree(null, Sentence(exception.Message), range.Start + Math.Min((int)exception.Start.Index, yaml.Length));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // YamlDotNet lets some malformed input through to its own faults.
            return new YamlTree(null, "The YAML is malformed here.", range.Start + Math.Min(reader.LastPlace, yaml.Length));
        }
    }

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    /// <summary>Builds the tree from parsing events; ends of containers come from their last child.</summary>
    private sealed class Reader
    {
        private readonly string _yaml;
        private readonly int _offset;
        private readonly RecordingScanner _scanner;
        private readonly Parser _parser;
        private readonly Dictionary<string, YamlNode> _anchors = [];

        public Reader(string yaml, int offset)
        {
            _yaml = yaml;
            _offset = offset;
            _scanner = new RecordingScanner(new Scanner(new StringReader(yaml)));
            _parser = new Parser(_scanner);
        }

        public int LastPlace => (int)_scanner.CurrentPosition.Index;

        public YamlNode? ReadDocument()
        {
            Move();
            Move();
            if (_parser.Current is StreamEnd)
            {
                return null;
            }

            Move();
            var root = ReadNode(isInFlow: false, depth: 0);
            if (_parser.Current is not DocumentEnd { IsImplicit: true } end)
            {
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "The YAML document is ended here; the front matter holds one document without marks of its own.");
            }

            Move();
            return _parser.Current is not StreamEnd
                ? throw new YamlException(end.Start, end.End, "There is a second YAML document here; the front matter holds one.")
                : root is YamlScalar { IsEmpty: true, Anchor: null, Tag: null } ? null : root;
        }

        private void Move()
        {
            if (!_parser.MoveNext())
            {
                throw new InvalidOperationException("The YAML ends early.");
            }
        }

        /// <summary>Reads the node on whose first event the parser stands, and moves past it.</summary>
        private YamlNode ReadNode(bool isInFlow, int depth)
        {
            var start = _parser.Current!;
            if (depth > DeepestNesting)
            {
                throw new YamlException(start.Start, start.End, $"Lists and mappings are nested more than {DeepestNesting} deep.");
            }

            YamlNode node = start switch
            {
                AnchorAlias alias => ReadAlias(alias, isInFlow),
                Scalar scalar => ReadScalar(scalar, isInFlow),
                SequenceStart sequence => ReadSequence(sequence, isInFlow, depth),
                MappingStart mapping => ReadMapping(mapping, isInFlow, depth),
                _ => throw new YamlException(start.Start, start.End, "A value is expected here."),
            };
            if (node.Anchor is { } name)
            {
                _anchors[name] = node;
            }

            Move();
            return node;
        }

        private YamlAlias ReadAlias(AnchorAlias alias, bool isInFlow)
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            {
                throw new YamlException(alias.Start, alias.End, $"There is no anchor '{alias.Value.Value}' before this alias.");
            }

            return new YamlAlias(Place(alias.Start.Index, alias.End.Index), isInFlow, alias.Value.Value, target);
        }

        private YamlScalar ReadScalar(Scalar scalar, bool isInFlow)
        {
            var start = (int)scalar.Start.Index;
            var end = (int)scalar.End.Index;
            var content = SkipProperties(start, scalar);
            var style = scalar.Style switch
            {
                YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
                YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
                YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
                YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
                _ => ScalarStyle.Plain,
            };
            if (style == ScalarStyle.Plain && scalar.Value.Length == 0)
            {
                // The events place an empty value somewhere behind; it begins where its properties, or the mark before it, end.
                content = TrimEnd(start, Math.Max(start, content));
                end = content;
            }

            var visible = style is ScalarStyle.Literal or ScalarStyle.Folded ? TrimEnd(content, end) : end;
            return new YamlScalar(Place(start, end), _offset + content, Anchor(scalar), Tag(scalar), isInFlow, scalar.Value, style, _offset + visible);
        }

        private YamlSequence ReadSequence(SequenceStart start, bool isInFlow, int depth)
        {
            var isFlow = start.Style == SequenceStyle.Flow;
            var content = SkipProperties((int)start.Start.Index, start);
            var items = new List<YamlItem>();
            Move();
            while (_parser.Current is not SequenceEnd)
            {
                var place = (int)_parser.Current!.Start.Index;
                var node = ReadNode(isInFlow || isFlow, depth + 1);
                var dash = isFlow ? -1 : Last(_scanner.Dashes, place);
                items.Add(new YamlItem(dash < 0 ? -1 : _offset + dash, dash >= 0 && node is YamlScalar { IsEmpty: true } empty ? Settle(empty, dash + 1) : node));
            }

            var end = isFlow ? (int)_parser.Current.Start.Index + 1 : EndOf(items.Count == 0 ? null : items[^1].Node, content);
            return new YamlSequence(Place(start.Start.Index, end), _offset + content, Anchor(start), Tag(start), isInFlow, isFlow, items);
        }

        private YamlMapping ReadMapping(MappingStart start, bool isInFlow, int depth)
        {
            var isFlow = start.Style == MappingStyle.Flow;
            var content = SkipProperties((int)start.Start.Index, start);
            var entries = new List<YamlEntry>();
            Move();
            while (_parser.Current is not MappingEnd)
            {
                var keyPlace = (int)_parser.Current!.Start.Index;
                var key = ReadNode(isInFlow || isFlow, depth + 1);
                var valuePlace = (int)_parser.Current!.Start.Index;
                var value = ReadNode(isInFlow || isFlow, depth + 1);
                entries.Add(Entry(key, keyPlace, value, valuePlace));
            }

            var last = entries.Count == 0 ? content : Math.Max(EndOf(entries[^1].Value, content), entries[^1].Colon + 1 - _offset);
            var end = isFlow ? (int)_parser.Current.Start.Index + 1 : last;
            return new YamlMapping(Place(start.Start.Index, end), _offset + content, Anchor(start), Tag(start), isInFlow, isFlow, entries);
        }

        private YamlEntry Entry(YamlNode key, int keyPlace, YamlNode value, int valuePlace)
        {
            var keyEnd = key.Range.End - _offset;
            var index = _scanner.Colons.BinarySearch(keyEnd);
            index = index < 0 ? ~index : index;
            var colon = index < _scanner.Colons.Count && _scanner.Colons[index] <= valuePlace ? _scanner.Colons[index] : -1;
            var question = Last(_scanner.QuestionMarks, keyPlace);
            var isExplicit = question >= 0 && string.IsNullOrWhiteSpace(_yaml[(question + 1)..keyPlace]);
            var settled = colon >= 0 && value is YamlScalar { IsEmpty: true } empty ? Settle(empty, colon + 1) : value;
            return new YamlEntry(key, colon < 0 ? -1 : _offset + colon, settled, isExplicit);
        }

        /// <summary>An empty value stands right after the mark that announces it.</summary>
        private YamlScalar Settle(YamlScalar empty, int place)
        {
            if (empty.Anchor is not null || empty.Tag is not null)
            {
                return empty;
            }

            return new YamlScalar(Place(place, place), _offset + place, null, null, empty.IsInFlow, "", ScalarStyle.Plain, _offset + place);
        }

        private int SkipProperties(int place, NodeEvent node)
        {
            var properties = (node.Anchor.IsEmpty ? 0 : 1) + (Tag(node) is null ? 0 : 1);
            while (properties > 0 && place < _yaml.Length && _yaml[place] is '&' or '!')
            {
                properties--;
                while (place < _yaml.Length && _yaml[place] is not (' ' or '\t' or '\r' or '\n') && !(place > 0 && _yaml[place] is ',' or ']' or '}'))
                {
                    place++;
                }

                place = SkipBlanks(place);
            }

            return place;
        }

        /// <summary>Skips blanks, line breaks and comments.</summary>
        private int SkipBlanks(int place)
        {
            while (place < _yaml.Length && _yaml[place] is ' ' or '\t' or '\r' or '\n' or '#')
            {
                if (_yaml[place] == '#')
                {
                    var length = _yaml.AsSpan(place).IndexOfAny('\r', '\n');
                    place = length < 0 ? _yaml.Length : place + length;
                }
                else
                {
                    place++;
                }
            }

            return place;
        }

        private int TrimEnd(int start, int end)
        {
            while (end > start && _yaml[end - 1] is ' ' or '\t' or '\r' or '\n')
            {
                end--;
            }

            return end;
        }

        private int EndOf(YamlNode? node, int otherwise) => node is null ? otherwise : node.Range.End - _offset;

        private TextRange Place(long start, long end) => new(_offset + (int)start, _offset + (int)end);

        private static int Last(List<int> places, int before)
        {
            var index = places.BinarySearch(before);
            index = index < 0 ? ~index : index;
            return index > 0 ? places[index - 1] : -1;
        }

        private static string? Anchor(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

        private static string? Tag(NodeEvent node) => node.Tag.IsEmpty ? null : node.Tag.Value;
    }
}
