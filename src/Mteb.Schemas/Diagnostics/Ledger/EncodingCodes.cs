namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3100 to MTEB3149: running a model.</summary>
public static class EncodingCodes
{
    /// <summary>An ONNX file is damaged, or ONNX Runtime cannot load it.</summary>
    public static readonly DiagnosticDescriptor GraphUnreadable = new("MTEB3101", Severity.Error, "ONNX file cannot be loaded");

    /// <summary>A file in which the ONNX file keeps weights is missing or lies elsewhere.</summary>
    public static readonly DiagnosticDescriptor ExternalDataMissing = new("MTEB3102", Severity.Error, "External data of the ONNX file are missing");

    /// <summary>The graph has an input for which there is no rule.</summary>
    public static readonly DiagnosticDescriptor InputUnsupported = new("MTEB3103", Severity.Error, "Input of the ONNX file is not supported");

    /// <summary>The graph has no output from which a vector can be made.</summary>
    public static readonly DiagnosticDescriptor OutputUnsupported = new("MTEB3104", Severity.Error, "Outputs of the ONNX file are not supported");

    /// <summary>The tokenizer knows ids for which the model has no vector.</summary>
    public static readonly DiagnosticDescriptor VocabularyMismatch = new("MTEB3105", Severity.Error, "Tokenizer does not fit the model");

    /// <summary>The name of the device is not known.</summary>
    public static readonly DiagnosticDescriptor DeviceUnknown = new("MTEB3106", Severity.Error, "Unknown device");

    /// <summary>The device cannot be used here.</summary>
    public static readonly DiagnosticDescriptor DeviceUnavailable = new("MTEB3107", Severity.Error, "Device is not available");

    /// <summary>A vector holds NaN or infinity.</summary>
    public static readonly DiagnosticDescriptor NotFinite = new("MTEB3108", Severity.Error, "Embedding is not finite");

    /// <summary>ONNX Runtime failed while the model ran.</summary>
    public static readonly DiagnosticDescriptor RunFailed = new("MTEB3109", Severity.Error, "Model failed");

    /// <summary>A module has no weights.</summary>
    public static readonly DiagnosticDescriptor WeightsMissing = new("MTEB3110", Severity.Error, "Weights are missing");

    /// <summary>A safetensors file is damaged.</summary>
    public static readonly DiagnosticDescriptor WeightsUnreadable = new("MTEB3111", Severity.Error, "Weights cannot be read");

    /// <summary>A tensor has another shape than the configuration says.</summary>
    public static readonly DiagnosticDescriptor WeightsShape = new("MTEB3112", Severity.Error, "Weights have the wrong shape");

    /// <summary>The vector that one step gives is not as long as the next step wants it.</summary>
    public static readonly DiagnosticDescriptor WidthMismatch = new("MTEB3113", Severity.Error, "Widths of the model's steps differ");

    /// <summary>A setting of the encoder is out of its range.</summary>
    public static readonly DiagnosticDescriptor SettingInvalid = new("MTEB3114", Severity.Error, "Encoder setting is out of range");

    /// <summary>A prompt's key is one that mteb never looks up.</summary>
    public static readonly DiagnosticDescriptor PromptDropped = new("MTEB3115", Severity.Warning, "Prompt is never used");

    /// <summary>The model declares prompts, and none of them applies.</summary>
    public static readonly DiagnosticDescriptor NoPromptApplied = new("MTEB3116", Severity.Warning, "No declared prompt applies");

    /// <summary>The vectors of one call do not fit into one block of memory.</summary>
    public static readonly DiagnosticDescriptor TooManyTexts = new("MTEB3118", Severity.Error, "Too many texts in one call");

    /// <summary>A file with prompts cannot be read, or holds something else.</summary>
    public static readonly DiagnosticDescriptor PromptFileInvalid = new("MTEB3120", Severity.Error, "File with prompts is not usable");

    /// <summary>The instruction that mteb would give is not known here.</summary>
    public static readonly DiagnosticDescriptor PromptMissing = new("MTEB3121", Severity.Error, "Text of a prompt is missing");

    /// <summary>mteb itself has no text for such a call.</summary>
    public static readonly DiagnosticDescriptor PromptUnusable = new("MTEB3122", Severity.Error, "Prompt of the task fits no role");

    /// <summary>A text is missing.</summary>
    public static readonly DiagnosticDescriptor TextMissing = new("MTEB3119", Severity.Error, "Text is missing");

    /// <summary>Device was passed over.</summary>
    public static readonly DiagnosticDescriptor DevicePassedOver = new("MTEB3123", Severity.Suggestion, "Device was passed over");

    /// <summary>A program that makes the vectors failed.</summary>
    public static readonly DiagnosticDescriptor EncoderFailed = new("MTEB3124", Severity.Error, "Encoder failed");

    /// <summary>There are more or fewer vectors than texts.</summary>
    public static readonly DiagnosticDescriptor WrongCount = new("MTEB3125", Severity.Error, "Encoder gave another number of vectors");

    /// <summary>The vectors of one call differ in length, or have none.</summary>
    public static readonly DiagnosticDescriptor WrongWidth = new("MTEB3126", Severity.Error, "Vectors have different lengths");

    /// <summary>The prompt that was named is not declared.</summary>
    public static readonly DiagnosticDescriptor PromptUndeclared = new("MTEB3135", Severity.Error, "Prompt is not declared");

    /// <summary>Token ids that were given do not fit the model.</summary>
    public static readonly DiagnosticDescriptor TokensUnfit = new("MTEB3136", Severity.Error, "Token ids do not fit the model");

    /// <summary>There is no ONNX file in the data type that was asked for.</summary>
    public static readonly DiagnosticDescriptor DtypeUnavailable = new("MTEB3137", Severity.Error, "Model has no file in this data type");

    /// <summary>The memory of the device ran out, and smaller batches did.</summary>
    public static readonly DiagnosticDescriptor BatchHalved = new("MTEB3138", Severity.Suggestion, "Batches were made smaller");

    /// <summary>ONNX Runtime cannot be loaded.</summary>
    public static readonly DiagnosticDescriptor RuntimeMissing = new("MTEB3139", Severity.Error, "ONNX Runtime cannot be loaded");
}
