using System.Collections.Concurrent;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Mteb.Schemas.JsonSchemas;

/// <summary>Holds documents to the schemas of <see cref="SchemaFiles"/>. It may be used from several threads.</summary>
public static class SchemaValidation
{
    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new(StringComparer.Ordinal);

    /// <summary>Where a document does not fit.</summary>
    /// <param name="name">The schema's name, <c>task-result</c> for example.</param>
    /// <param name="utf8">The document.</param>
    /// <param name="path">Its path as the user would write it.</param>
    /// <returns>The faults in the library's order, each once; a document that is not JSON has one, of the kind <c>NotJson</c>.</returns>
    /// <exception cref="ArgumentException">There is no such schema.</exception>
    public static IReadOnlyList<SchemaFault> Validate(string name, ReadOnlyMemory<byte> utf8, string? path = null) =>
        Validate(Schemas.GetOrAdd(name, Load), utf8, path);

    /// <summary>Where a document does not fit a schema.</summary>
    internal static IReadOnlyList<SchemaFault> Validate(JsonSchema schema, ReadOnlyMemory<byte> utf8, string? path)
    {
        using var reader = TokenReader.Open(utf8, out var error);
        if (reader is null)
        {
            return [new SchemaFault(SourceText.Of(utf8, path).PlaceOf(error!.Value.Offset), "#/", "NotJson")];
        }

        var document = JToken.ReadFrom(reader, new JsonLoadSettings());
        var faults = schema.Validate(document).SelectMany(Innermost).ToList();
        var noObjects = faults.Where(fault => fault.Kind == ValidationErrorKind.ObjectExpected).Select(PlaceOf).ToHashSet();
        return [.. faults
            .Where(fault => fault.Kind != ValidationErrorKind.PropertyRequired || !noObjects.Contains(PlaceOf(fault)))
            .Select(fault => new SchemaFault(new SourcePlace(path, fault.LineNumber, fault.LinePosition), fault.Path ?? "#/", fault.Kind.ToString()))
            .Distinct()];

        // The library finds every required name missing in what is no object; that it is none says it all.
        static (int, int) PlaceOf(ValidationError fault) => (fault.LineNumber, fault.LinePosition);
    }

    /// <summary>Reads a schema.</summary>
    internal static JsonSchema Parse(string json) => JsonSchema.FromJsonAsync(json).GetAwaiter().GetResult();

    private static JsonSchema Load(string name) =>
        Parse(SchemaFiles.Read(name) ?? throw new ArgumentException($"There is no schema '{name}'.", nameof(name)));

    // What is wrong with an item comes inside a fault of its list. Why each of several forms does not fit is no fault by itself.
    private static IEnumerable<ValidationError> Innermost(ValidationError fault) =>
        fault is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } outer
            ? outer.Errors.Values.SelectMany(inner => inner).SelectMany(Innermost)
            : [fault];
}
