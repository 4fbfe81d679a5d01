using System.Globalization;
using System.Text.Json.Nodes;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;
using JsonValue = Mteb.Schemas.Text.JsonValue;

namespace Mteb.Schemas.Results;

/// <summary>
/// Reads a <c>model_meta.json</c> as leniently as mteb: numbers and switches may stand in text, an old switch for cross-encoders
/// counts, and a file that mteb's schema refuses is read all the same, as it is where results are loaded.
/// </summary>
public static class ModelMetaReader
{
    /// <summary>Reads.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    /// <returns>The description, with what mteb's schema refuses as warnings; failure when the file is no object or names no model.</returns>
    public static Outcome<ModelMeta> Read(ReadOnlyMemory<byte> utf8, string? path)
    {
        var report = ModelMetaValidator.Validate(utf8, path);
        return JsonValue.Parse(utf8, out _) is { Kind: JsonKind.Mapping } root && root["name"] is { Kind: JsonKind.Text or JsonKind.Null } name
            ? Outcome.Success(
                new ModelMeta(new Fields(root, report.Fields).Read(name.AsText() ?? ResultPaths.NoModelName), root, SourceText.Of(utf8, path)),
                [.. report.File.Diagnostics.Select(finding => finding with { Severity = Severity.Warning })])
            : Outcome.Failure<ModelMeta>(report.File.Diagnostics);
    }

    private sealed class Fields(JsonValue root, IReadOnlyList<string> refused)
    {
        public ModelMetaFacts Read(string name) => new()
        {
            Name = name,
            Revision = Text("revision"),
            LoaderArguments = JsonTrees.Mapping(Value("loader_kwargs")) ?? [],
            ReleaseDate = Value("release_date") is { } day ? LenientText.DayOf(day) : null,
            Languages = Texts("languages"),
            Parameters = WholeNumber("n_parameters"),
            ActiveParametersOverride = WholeNumber("n_active_parameters_override"),
            EmbeddingParameters = WholeNumber("n_embedding_parameters"),
            MemoryUsageMb = Number("memory_usage_mb"),
            MaxTokens = Number("max_tokens"),
            EmbeddingDimension = Dimension(),
            License = Text("license"),
            OpenWeights = Switch("open_weights"),
            PublicTrainingCode = Text("public_training_code"),
            PublicTrainingData = TrainingData(),
            Frameworks = Texts("framework") ?? [],
            Reference = Text("reference"),
            SimilarityFunction = Text("similarity_fn_name"),
            UsesInstructions = Switch("use_instructions"),
            TrainingDatasets = Texts("training_datasets"),
            AdaptedFrom = Text("adapted_from"),
            SupersededBy = Text("superseded_by"),
            Modalities = Texts("modalities") ?? ["text"],
            ModelTypes = ModelTypes(),
            Citation = Text("citation"),
            Contacts = Texts("contacts"),
            ExperimentArguments = JsonTrees.Mapping(Value("experiment_kwargs")),
            OutputDtypes = Texts("output_dtypes"),
            ExtraRequirementsGroups = Texts("extra_requirements_groups"),
            Loader = Text("loader"),
        };

        private JsonValue? Value(string field) => root[field] is { Kind: not JsonKind.Null } value && !refused.Contains(field) ? value : null;

        private string? Text(string field) => Value(field)?.AsText();

        // One text may stand for a list of one.
        private List<string>? Texts(string field) => Value(field) is not { } value ? null
            : value.AsText() is { } single ? [single]
            : [.. value.Items.Select(item => item.AsText()).OfType<string>()];

        private double? Number(string field) => Value(field) is { } value ? LenientNumber.Of(value) : null;

        private long? WholeNumber(string field) => Value(field) is { } value ? ToWhole(value) : null;

        private bool? Switch(string field) => Value(field) is { } value ? LenientText.IsOn(value) : null;

        // mteb writes the largest of several.
        private int? Dimension() => Value("embed_dim") is not { } value ? null
            : (value.Kind == JsonKind.List ? value.Items.Select(ToWhole).Max() : ToWhole(value)) is { } largest and >= int.MinValue and <= int.MaxValue ? (int)largest : null;

        private JsonNode? TrainingData() => Value("public_training_data") is not { } value ? null
            : (JsonNode?)value.AsText() ?? LenientText.IsOn(value);

        private List<string> ModelTypes()
        {
            var types = Texts(ModelMetaFields.ModelType) ?? ["dense"];
            return ModelMetaFields.IsTruth(root[ModelMetaFields.IsCrossEncoder]) && !types.Contains(ModelMetaFields.CrossEncoder) ? [ModelMetaFields.CrossEncoder] : types;
        }

        private static long? ToWhole(JsonValue value) => value.AsWholeNumber() is { } whole
            ? whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null
            : value.AsText() is { } text
                ? long.TryParse(text.Trim().Replace("_", "", StringComparison.Ordinal).Split('.')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written) ? written : null
            : LenientNumber.Of(value) is { } number ? (long)number : null;
    }
}
