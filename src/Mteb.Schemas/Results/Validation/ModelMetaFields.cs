using System.Collections.Frozen;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>The fields of <c>model_meta.json</c> in the order in which mteb writes them.</summary>
internal static class ModelMetaFields
{
    /// <summary>The field that older versions wrote in place of <see cref="ModelType"/>.</summary>
    public const string IsCrossEncoder = "is_cross_encoder";

    /// <summary>The field that says what kind of model it is.</summary>
    public const string ModelType = "model_type";

    /// <summary>The kind for which the old switch stands.</summary>
    public const string CrossEncoder = "cross-encoder";

    private static readonly string[] Licenses =
    [
        "not specified", "mit", "cc-by-2.0", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-3.0", "cc-by-nc-4.0",
        "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0", "cc-by-nd-4.0", "openrail", "openrail++", "odc-by", "afl-3.0", "apache-2.0",
        "cc-by-nd-2.1-jp", "cc0-1.0", "bsd-3-clause", "gpl-3.0", "lgpl", "lgpl-3.0", "cdla-sharing-1.0", "mpl-2.0", "msr-la-nc", "multiple",
        "gemma", "eupl-1.2", "openmdw-1.1",
    ];

    private static readonly string[] Frameworks =
    [
        "Sentence Transformers", "PyTorch", "GritLM", "LLM2Vec", "TensorFlow", "JAX", "API", "Tevatron", "NumPy", "PyLate", "ColBERT", "ColPali",
        "GGUF", "safetensors", "ONNX", "OpenVINO", "Transformers",
    ];

    private static readonly string[] Formats =
    [
        "float32", "float16", "bfloat16", "int8", "int4", "uint8", "uint4", "binary",
        "float8_e4m3fn", "float8_e5m2", "float8_e8m0fnu", "float8_e4m3fnuz", "float8_e5m2fnuz",
    ];

    private static readonly string[] ModelTypes = ["dense", CrossEncoder, "late-interaction", "sparse", "router", "hybrid"];
    private static readonly string[] Modalities = ["text", "image", "audio", "video"];
    private static readonly string[] Similarities = ["cosine", "dot", "MaxSim"];

    /// <summary>All of them but the two that any value will do for.</summary>
    public static readonly ModelMetaField[] All =
    [
        new("loader_kwargs", false, false, "an object", One(IsMapping)),
        new("name", true, true, "a text of the form organisation/model", One(IsName)),
        new("revision", true, true, "a text or null", One(IsText)),
        new("release_date", true, true, "a day such as 2024-05-01, or null", One(LenientText.IsDay)),
        new("languages", true, true, "a list of codes such as eng-Latn (ISO 639-3 and 15924), or null", Each(IsLanguage)),
        new("n_parameters", true, true, "a whole number or null", One(LenientText.IsWholeNumber)),
        new("n_active_parameters_override", false, true, "a whole number or null", One(LenientText.IsWholeNumber)),
        new("n_embedding_parameters", false, true, "a whole number or null", One(LenientText.IsWholeNumber)),
        new("memory_usage_mb", true, true, "a number or null", One(LenientText.IsNumber)),
        new("max_tokens", true, true, "a number or null", One(LenientText.IsNumber)),
        new("embed_dim", true, true, "a whole number, a list of them, or null", OneOrEach(LenientText.IsWholeNumber)),
        new("license", true, true, $"an absolute address, null, or one of {Words(Licenses)}", One(IsLicense)),
        new("open_weights", true, true, "true, false or null", One(LenientText.IsSwitch)),
        new("public_training_code", true, true, "a text (an address) or null", One(IsText)),
        new("public_training_data", true, true, "a text (an address), true, false or null", One(value => IsText(value) || LenientText.IsSwitch(value))),
        new("framework", true, false, $"a list of {Words(Frameworks)}", Each(OneOf(Frameworks))),
        new("reference", false, true, "an absolute address or null", One(IsAddress)),
        new("similarity_fn_name", true, true, $"null or one of {Words(Similarities)}", One(OneOf(Similarities))),
        new("use_instructions", true, true, "true, false or null", One(LenientText.IsSwitch)),
        new("training_datasets", true, true, "a list of names of tasks, or null", Each(IsText)),
        new("adapted_from", false, true, "a text or null", One(IsText)),
        new("superseded_by", false, true, "a text or null", One(IsText)),
        new("modalities", false, false, $"a list of {Words(Modalities)}", Each(OneOf(Modalities))),
        new(ModelType, false, false, $"a list of {Words(ModelTypes)}", Each(OneOf(ModelTypes))),
        new("citation", false, true, "a text or null", One(IsText)),
        new("contacts", false, true, "a list of texts, or null", Each(IsText)),
        new("experiment_kwargs", false, true, "an object or null", One(IsMapping)),
        new("output_dtypes", false, true, $"null or one or a list of {Words(Formats)}", OneOrEach(OneOf(Formats))),
        new("extra_requirements_groups", false, true, "a list of texts, or null", Each(IsText)),
    ];

    /// <summary>The fields that may be there: those above, the loader, which mteb replaces, and the old switch for cross-encoders.</summary>
    public static readonly FrozenSet<string> Names = All.Select(field => field.Name).Append("loader").Append(IsCrossEncoder).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether the kind of model stands, once mteb has applied the old switch: true replaces a kind that does not name the
    /// cross-encoder, false takes it out.
    /// </summary>
    /// <param name="modelType">The field; null when it is missing.</param>
    /// <param name="isCrossEncoder">The old switch; null when it is missing.</param>
    public static JsonValue? FaultOfModelType(JsonValue? modelType, JsonValue? isCrossEncoder)
    {
        if (modelType is null)
        {
            return null;
        }

        var plain = Each(OneOf(ModelTypes))(modelType);
        if (plain is null || isCrossEncoder is null or { Kind: JsonKind.Null })
        {
            return plain;
        }

        var isReplaced = IsTruth(isCrossEncoder) && modelType.Kind switch
        {
            JsonKind.List => !modelType.Items.Any(item => item.AsText() == CrossEncoder),
            JsonKind.Mapping => modelType[CrossEncoder] is null,
            JsonKind.Text => !modelType.AsText()!.Contains(CrossEncoder, StringComparison.Ordinal),
            _ => false,
        };
        return isReplaced ? null : plain;
    }

    /// <summary>Whether Python takes a value for true: nothing, zero and what is empty are false.</summary>
    public static bool IsTruth(JsonValue? value) => value?.Kind switch
    {
        null or JsonKind.Null => false,
        JsonKind.Switch => value.IsTrue,
        JsonKind.Text => value.AsText()!.Length > 0,
        JsonKind.List => value.Items.Count > 0,
        JsonKind.Mapping => value.Members.Count > 0,
        _ => value.AsNumber() != 0,
    };

    private static bool IsText(JsonValue value) => value.Kind == JsonKind.Text;

    private static bool IsMapping(JsonValue value) => value.Kind == JsonKind.Mapping;

    private static bool IsName(JsonValue value) => value.AsText()?.Contains('/', StringComparison.Ordinal) == true;

    private static bool IsLanguage(JsonValue value) => value.AsText() is { } code && IsoCodes.IsKnown(code);

    private static bool IsAddress(JsonValue value) => value.AsText() is { } text && WebAddress.IsAbsolute(text);

    private static bool IsLicense(JsonValue value) => OneOf(Licenses)(value) || IsAddress(value);

    private static Func<JsonValue, bool> OneOf(string[] words) => value => value.AsText() is { } text && words.Contains(text, StringComparer.Ordinal);

    private static Func<JsonValue, JsonValue?> One(Func<JsonValue, bool> isAllowed) => value => isAllowed(value) ? null : value;

    private static Func<JsonValue, JsonValue?> Each(Func<JsonValue, bool> isAllowed) =>
        value => value.Kind == JsonKind.List ? value.Items.FirstOrDefault(item => !isAllowed(item)) : value;

    private static Func<JsonValue, JsonValue?> OneOrEach(Func<JsonValue, bool> isAllowed) =>
        value => value.Kind == JsonKind.List ? Each(isAllowed)(value) : One(isAllowed)(value);

    private static string Words(string[] words) => string.Join(", ", words);
}
