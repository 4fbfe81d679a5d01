using System.Collections.Concurrent;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;
using Newtonsoft.Json;
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

    /// <summary>Where a document that a reader reads does not fit.</summary>
    internal static IReadOnlyList<SchemaFault> Validate(string name, JsonReader reader, string? path) =>
        Faults(Schemas.GetOrAdd(name, Load), reader, path);

    /// <summary>Where a document does not fit a schema.</summary>
    internal static IReadOnlyList<SchemaFault> Validate(JsonSchema schema, ReadOnlyMemory<byte> utf8, string? path)
    {
        using var reader = TokenReader.Open(utf8, out var error);
        return reader is null ? [new SchemaFault(SourceText.Of(utf8, path).PlaceOf(error!.Value.Offset), "#/", "NotJson")] : Faults(schema, reader, path);
    }

    private static IReadOnlyList<SchemaFault> Faults(JsonSchema schema, JsonReader reader, string? path)
    {
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

    // What is wrong with an item comes inside a fault of its list, and what is wrong within a value of the right type inside one of the
    // types that were allowed. Why each of several forms does not fit is no fault by itself.
    private static IEnumerable<ValidationError> Innermost(ValidationError fault) => fault switch
    {
        ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } outer =>
            outer.Errors.Values.SelectMany(inner => inner).SelectMany(Innermost),
        MultiTypeValidationError several when RightType(several) is { } inner => inner.SelectMany(Innermost),
        _ => [fault],
    };

    private static ICollection<ValidationError>? RightType(MultiTypeValidationError fault) =>
        fault.Errors.Where(type => !type.Value.Any(inner => inner.Path == fault.Path && IsOtherType(inner.Kind))).Select(type => type.Value).FirstOrDefault();

    private static bool IsOtherType(ValidationErrorKind kind) => kind is ValidationErrorKind.StringExpected or ValidationErrorKind.NumberExpected
        or ValidationErrorKind.IntegerExpected or ValidationErrorKind.BooleanExpected or ValidationErrorKind.ObjectExpected
        or ValidationErrorKind.ArrayExpected or ValidationErrorKind.NullExpected;
}
