using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.JsonSchemas;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Holds a file of <c>.eval_results</c> to its JSON Schema.</summary>
internal static class EvalResultsSchema
{
    /// <summary>The name of the schema.</summary>
    public const string Name = "eval-results";

    /// <summary>Where the file does not fit, in lines and columns of the YAML; nothing where it cannot be read.</summary>
    public static IReadOnlyList<SchemaFault> Faults(ReadOnlyMemory<byte> utf8, string? path)
    {
        if (CardText.Decode(utf8, out _) is not { } text || YamlTree.Read(text.Text, new TextRange(0, text.Text.Length)).Root is not { } root)
        {
            return [];
        }

        if (YamlTokenReader.IsTooLarge(root))
        {
            return [new SchemaFault(text.Place(path, root.Range.Start), "#/", "TooManyItems")];
        }

        using var reader = new YamlTokenReader(root, node => text.Place(path, node.Range.Start));
        return SchemaValidation.Validate(Name, reader, path);
    }
}
