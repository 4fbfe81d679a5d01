using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Holds the front matter, as JSON, to its schema, and leads every finding back to its place in the YAML.</summary>
internal static class SchemaCheck
{
    private static readonly Lazy<JsonSchema> Schema = new(Load);

    /// <summary>What does not fit.</summary>
    public static IEnumerable<Diagnostic> Check(ModelCard card, YamlMapping root) =>
        Schema.Value.Validate(Json(CardValue.From(root))).SelectMany(Leaves).Select(error => Finding(card, root, error)).Distinct();

    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } child
            ? child.Errors.Values.SelectMany(inner => inner).SelectMany(Leaves)
            : [error];

    private static Diagnostic Finding(ModelCard card, YamlMapping root, ValidationError error)
    {
        var path = (error.Path ?? "").TrimStart('#').TrimStart('/');
        var place = root.Range.Start;
        YamlNode node = root;
        foreach (var step in CardPath.Parse(path)?.Steps ?? [])
        {
            if (step.From(node) is not { } next)
            {
                break;
            }

            place = node is YamlMapping mapping ? mapping.Find(step.Key!)!.Key.Range.Start : next.Range.Start;
            node = next is YamlAlias alias ? alias.Target : next;
        }

        // A list that holds something else than texts is at fault where that stands.
        if (error.Kind == ValidationErrorKind.NotAnyOf && node is YamlSequence list
            && list.Items.FirstOrDefault(item => item.Node is not (YamlScalar { Kind: ScalarKind.Text } or YamlAlias)) is { } odd)
        {
            place = odd.Node.Range.Start;
        }

        return CardCodes.SchemaViolation.At(card.Place(place), $"'{(path.Length == 0 ? "front matter" : path)}' {Fault(error.Kind)}", "Write the value in the form that the message asks for.");
    }

    private static string Fault(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.StringExpected => "must be text; put quotes around it.",
        ValidationErrorKind.NotAnyOf => "must be text or a list of texts.",
        ValidationErrorKind.ArrayExpected => "must be a list.",
        ValidationErrorKind.ObjectExpected => "must hold keys with values.",
        ValidationErrorKind.PropertyRequired => "is required and missing.",
        ValidationErrorKind.NotInEnumeration => "must be one of: adapter, merge, quantized, finetune.",
        ValidationErrorKind.BooleanExpected => "must be true or false.",
        _ => $"does not fit the schema ({kind}).",
    };

    private static JToken Json(CardValue value) => value switch
    {
        CardValue.Text text => new JValue(text.Value),
        CardValue.Literal literal => YamlScalars.KindInCore(literal.Plain) switch
        {
            ScalarKind.Null => JValue.CreateNull(),
            ScalarKind.Boolean => new JValue(literal.Plain[0] is 't' or 'T'),
            _ => new JValue(YamlScalars.Number(literal.Plain)!.Value),
        },
        CardValue.List list => new JArray(list.Items.Select(Json)),
        CardValue.Map map => new JObject(map.Entries.DistinctBy(entry => entry.Key).Select(entry => new JProperty(entry.Key, Json(entry.Value)))),
        _ => JValue.CreateNull(),
    };

    private static JsonSchema Load()
    {
        using var stream = typeof(SchemaCheck).Assembly.GetManifestResourceStream("schemas/card.v1.schema.json")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }
}
