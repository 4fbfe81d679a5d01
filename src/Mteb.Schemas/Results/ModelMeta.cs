using System.Text.Json.Nodes;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;
using JsonValue = Mteb.Schemas.Text.JsonValue;

namespace Mteb.Schemas.Results;

/// <summary>A <c>model_meta.json</c> as it was read.</summary>
public sealed class ModelMeta
{
    private readonly SourceText _source;

    internal ModelMeta(ModelMetaFacts facts, JsonValue json, SourceText source)
    {
        (Facts, Json, _source) = (facts, json, source);
    }

    /// <summary>What it says. A field that mteb refuses has the value of one that is missing.</summary>
    public ModelMetaFacts Facts { get; }

    /// <summary>The file as it stands, with what mteb refuses and what it does not know.</summary>
    public JsonValue Json { get; }

    /// <summary>Where a value stands: line and UTF-16 column, both from 1.</summary>
    public SourcePlace PlaceOf(JsonValue value) => _source.PlaceOf(value.Start);

    /// <summary>The file with another value of one field. Every other byte stays; a field that is not there comes last.</summary>
    /// <param name="field">The field's key.</param>
    /// <param name="value">The new value; null for JSON's null.</param>
    public byte[] With(string field, JsonNode? value)
    {
        var writer = new PythonJsonWriter(indent: null);
        PythonJson.Write(writer, value);
        if (Json[field] is { } old)
        {
            return [.. _source.Bytes[..old.Start], .. writer.Written, .. _source.Bytes[old.End..]];
        }

        // The new field stands as the last one does: on a line of its own, with its indentation, if that has them.
        var key = new PythonJsonWriter(indent: null);
        key.Text(field);
        var (end, between) = Json.Members is [.., var last]
            ? (last.Value.End, [(byte)',', .. BeforeKey(last)])
            : (Json.Start + 1, Array.Empty<byte>());
        return [.. _source.Bytes[..end], .. between, .. key.Written, .. ": "u8, .. writer.Written, .. _source.Bytes[end..]];
    }

    private byte[] BeforeKey(JsonMember member)
    {
        var before = _source.Bytes[..member.Start];
        return [.. before[(before.LastIndexOfAnyExcept(" \t\r\n"u8) + 1)..]];
    }
}
