using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Mteb.Schemas.Catalogue;

/// <summary>Holds a <c>task.json</c> against its schema. This is the only class that needs NJsonSchema for it.</summary>
internal static class OwnTaskSchema
{
    private const string Resource = "schemas/task.v1.schema.json";
    private const string Remedy = "Correct it; docs/own-tasks.md describes the file and has an example for each task type.";

    /// <summary>What breaks the schema; empty when nothing does.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="positions">Where its values stand.</param>
    public static IReadOnlyList<Diagnostic> Validate(string json, OwnTaskPositions positions)
    {
        var schema = JsonSchema.FromJsonAsync(ReadSchema()).GetAwaiter().GetResult();
        return [.. schema.Validate(json).SelectMany(Innermost).Select(error => Describe(error, positions)).DistinctBy(diagnostic => (diagnostic.Place, diagnostic.Message))];
    }

    /// <summary>The schema's text.</summary>
    public static string ReadSchema()
    {
        using var stream = typeof(OwnTaskSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // An invalid item comes as an error about its list, with the reason inside.
    private static IEnumerable<ValidationError> Innermost(ValidationError error) => error is ChildSchemaValidationError { Errors.Count: > 0 } outer
        ? outer.Errors.SelectMany(branch => branch.Value).SelectMany(Innermost)
        : [error];

    private static Diagnostic Describe(ValidationError error, OwnTaskPositions positions)
    {
        var path = error.Path ?? "#/";
        var name = error.Property ?? "";
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed => DatasetCodes.OwnTaskUnknownName.At(
                positions.At(path),
                $"There is no '{name}' here. {NearestNames.Sentence(name, error.Schema.Properties.Keys)}".TrimEnd(),
                $"Remove it, or use one of the names that there are: {string.Join(", ", error.Schema.Properties.Keys)}."),
            ValidationErrorKind.PropertyRequired => DatasetCodes.OwnTaskInvalid.At(positions.At(path), $"The file lacks '{name}'.", Remedy),
            _ => DatasetCodes.OwnTaskInvalid.At(positions.At(path), $"{Subject(path)} {Expectation(error)}.", Remedy),
        };
    }

    private static string Subject(string path) => path.TrimStart('#', '/') is { Length: > 0 } name ? $"'{name}'" : "The file";

    private static string Expectation(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.StringExpected => "must be a text",
        ValidationErrorKind.ArrayExpected => "must be a list",
        ValidationErrorKind.ObjectExpected => "must be an object",
        ValidationErrorKind.NumberExpected => "must be a number",
        ValidationErrorKind.IntegerExpected => "must be a whole number",
        ValidationErrorKind.BooleanExpected => "must be true or false",
        ValidationErrorKind.NotInEnumeration => $"must be one of {string.Join(", ", error.Schema.Enumeration.Select(value => value ?? "null"))}",
        ValidationErrorKind.PatternMismatch => $"must match the pattern {error.Schema.Pattern}",
        ValidationErrorKind.StringTooShort => "must not be empty",
        ValidationErrorKind.NumberTooSmall => $"must be {(error.Schema.ExclusiveMinimum is { } above ? $"above {above:0.##}" : $"at least {error.Schema.Minimum:0.##}")}",
        ValidationErrorKind.NumberTooBig => $"must be at most {error.Schema.Maximum:0.##}",
        ValidationErrorKind.TooFewItems => $"must have at least {error.Schema.MinItems} items",
        ValidationErrorKind.TooManyItems => $"must have at most {error.Schema.MaxItems} items",
        ValidationErrorKind.ItemsNotUnique => "must not have an item twice",
        ValidationErrorKind.TooFewProperties => "must not be empty",
        _ => $"breaks the schema ({error.Kind})",
    };
}
