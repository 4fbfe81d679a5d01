using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Newtonsoft.Json;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Gives YAML to a library that wants Newtonsoft's reader, with the line and column of every value.</summary>
internal sealed class YamlTokenReader : JsonReader, IJsonLineInfo
{
    // Aliases of aliases can stand for more nodes than memory holds.
    private const int LargestExpansion = 1_000_000;

    private readonly IEnumerator<(JsonToken Kind, object? Value, YamlNode Node)> _tokens;
    private readonly Func<YamlNode, SourcePlace> _place;

    /// <summary>A reader of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">Where a node stands.</param>
    public YamlTokenReader(YamlNode root, Func<YamlNode, SourcePlace> place)
    {
        (_tokens, _place) = (Tokens(root).GetEnumerator(), place);
        DateParseHandling = DateParseHandling.None;
    }

    /// <inheritdoc/>
    public int LineNumber => _place(_tokens.Current.Node).Line;

    /// <inheritdoc/>
    public int LinePosition => _place(_tokens.Current.Node).Column;

    /// <inheritdoc/>
    public bool HasLineInfo() => true;

    /// <inheritdoc/>
    public override bool Read()
    {
        if (!_tokens.MoveNext())
        {
            SetToken(JsonToken.None);
            return false;
        }

        SetToken(_tokens.Current.Kind, _tokens.Current.Value);
        return true;
    }

    /// <summary>Whether a document stands for more values than can be held, through aliases of aliases.</summary>
    public static bool IsTooLarge(YamlNode root) => Tokens(root).Skip(LargestExpansion).Any();

    private static IEnumerable<(JsonToken Kind, object? Value, YamlNode Node)> Tokens(YamlNode node)
    {
        switch (node)
        {
            case YamlAlias alias:
                return Tokens(alias.Target);
            case YamlSequence list:
                return list.Items.SelectMany(item => Tokens(item.Node)).Prepend((JsonToken.StartArray, null, node)).Append((JsonToken.EndArray, null, node));
            case YamlMapping mapping:
                return mapping.Entries.DistinctBy(entry => entry.Name)
                    .SelectMany(entry => Tokens(entry.Value).Prepend((JsonToken.PropertyName, entry.Name ?? "", entry.Key)))
                    .Prepend((JsonToken.StartObject, null, node))
                    .Append((JsonToken.EndObject, null, node));
            default:
                return [Token((YamlScalar)node)];
        }
    }

    private static (JsonToken Kind, object? Value, YamlNode Node) Token(YamlScalar scalar) => scalar.Kind switch
    {
        ScalarKind.Null => (JsonToken.Null, null, scalar),
        ScalarKind.Boolean => (JsonToken.Boolean, scalar.Value[0] is 't' or 'T', scalar),
        ScalarKind.WholeNumber or ScalarKind.Number => (JsonToken.Float, YamlScalars.Number(scalar.Value)!.Value, scalar),
        _ => (JsonToken.String, scalar.Value, scalar),
    };
}
