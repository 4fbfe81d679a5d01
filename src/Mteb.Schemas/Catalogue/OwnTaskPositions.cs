using System.Text;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Catalogue;

/// <summary>Where the values of a small JSON file stand, by path: <c>#/attributes.k_values[0]</c>.</summary>
internal sealed class OwnTaskPositions
{
    private readonly Dictionary<string, int> _offsets = [];
    private readonly byte[] _json;
    private readonly string _file;

    /// <summary>Notes every value.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="json">Its valid content, without a byte order mark.</param>
    public OwnTaskPositions(string file, byte[] json)
    {
        (_file, _json) = (file, json);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Visit(ref reader, "#/");
    }

    /// <summary>A name that occurs twice in an object, and where; null when none does.</summary>
    public (string Name, SourcePlace Place)? Duplicate { get; private set; }

    /// <summary>The place of a value, or of the nearest value around it.</summary>
    public SourcePlace At(string path)
    {
        while (!_offsets.ContainsKey(path))
        {
            var end = path.LastIndexOfAny(['.', '[']);
            path = end < 0 ? "#/" : path[..end];
        }

        return Place(_file, _json, _offsets[path]);
    }

    /// <summary>The place of a byte.</summary>
    public static SourcePlace Place(string file, ReadOnlySpan<byte> json, int offset)
    {
        var before = json[..Math.Min(offset, json.Length)];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new SourcePlace(file, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
    }

    private void Visit(ref Utf8JsonReader reader, string path)
    {
        _offsets[path] = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                var member = path == "#/" ? path + name : $"{path}.{name}";
                if (_offsets.ContainsKey(member))
                {
                    Duplicate ??= (name, Place(_file, _json, (int)reader.TokenStartIndex));
                }

                reader.Read();
                Visit(ref reader, member);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                Visit(ref reader, $"{path}[{i}]");
            }
        }
    }
}
