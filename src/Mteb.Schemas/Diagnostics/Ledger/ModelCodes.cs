namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3000 to MTEB3049: model folders.</summary>
public static class ModelCodes
{
    /// <summary>The folder that was named is not there.</summary>
    public static readonly DiagnosticDescriptor FolderMissing = new("MTEB3001", Severity.Error, "Model folder not found");

    /// <summary>A file of the model cannot be opened or read.</summary>
    public static readonly DiagnosticDescriptor FileUnreadable = new("MTEB3002", Severity.Error, "Model file cannot be read");

    /// <summary>A JSON file of the model does not parse.</summary>
    public static readonly DiagnosticDescriptor JsonInvalid = new("MTEB3003", Severity.Error, "Model file is not valid JSON");

    /// <summary>A JSON file of the model parses, but a value is missing or of the wrong kind.</summary>
    public static readonly DiagnosticDescriptor ValueInvalid = new("MTEB3004", Severity.Error, "Model file has a missing or wrong value");

    /// <summary>A path inside the model's files points outside the folder.</summary>
    public static readonly DiagnosticDescriptor PathEscapes = new("MTEB3005", Severity.Error, "Path leaves the model folder");

    /// <summary>modules.json names a class that is not part of sentence-transformers.</summary>
    public static readonly DiagnosticDescriptor ModuleForeign = new("MTEB3006", Severity.Error, "Module needs code of the model's own");

    /// <summary>modules.json names a class of sentence-transformers that is not implemented here.</summary>
    public static readonly DiagnosticDescriptor ModuleUnsupported = new("MTEB3007", Severity.Error, "Module is not supported");

    /// <summary>A module's folder or configuration is missing.</summary>
    public static readonly DiagnosticDescriptor ModuleFilesMissing = new("MTEB3008", Severity.Error, "Files of a module are missing");

    /// <summary>A pooling mode that does not exist.</summary>
    public static readonly DiagnosticDescriptor PoolingUnknown = new("MTEB3009", Severity.Error, "Unknown pooling mode");

    /// <summary>The pooling module states another width than the transformer has.</summary>
    public static readonly DiagnosticDescriptor PoolingWidth = new("MTEB3010", Severity.Warning, "Pooling width differs from the hidden size");

    /// <summary>A dense module names an activation that is not a torch class known here.</summary>
    public static readonly DiagnosticDescriptor ActivationUnknown = new("MTEB3011", Severity.Error, "Unknown activation function");

    /// <summary>The modules are in an order that makes no encoder.</summary>
    public static readonly DiagnosticDescriptor ModuleOrder = new("MTEB3012", Severity.Error, "Modules do not form an encoder");

    /// <summary>The folder holds no file by which a model is recognised.</summary>
    public static readonly DiagnosticDescriptor NotAModel = new("MTEB3013", Severity.Error, "Folder holds no model");

    /// <summary>The model has neither an ONNX file nor weights from which a graph is made.</summary>
    public static readonly DiagnosticDescriptor GraphMissing = new("MTEB3014", Severity.Error, "Model has neither graph nor weights");

    /// <summary>Several ONNX files, none of which is the obvious one.</summary>
    public static readonly DiagnosticDescriptor GraphAmbiguous = new("MTEB3015", Severity.Error, "Several ONNX files to choose from");

    /// <summary>The ONNX file that was named is not in the folder.</summary>
    public static readonly DiagnosticDescriptor GraphNotFound = new("MTEB3016", Severity.Error, "Named ONNX file not found");

    /// <summary>default_prompt_name names a prompt that is not declared.</summary>
    public static readonly DiagnosticDescriptor DefaultPromptUndeclared = new("MTEB3018", Severity.Error, "Default prompt is not declared");

    /// <summary>The configuration refers to Python code in the model's repository.</summary>
    public static readonly DiagnosticDescriptor RemoteCode = new("MTEB3019", Severity.Suggestion, "Model brings Python code of its own");

    /// <summary>similarity_fn_name is not a known function.</summary>
    public static readonly DiagnosticDescriptor SimilarityUnknown = new("MTEB3020", Severity.Error, "Unknown similarity function");

    /// <summary>There is no modules.json, so pooling had to be assumed.</summary>
    public static readonly DiagnosticDescriptor PoolingAssumed = new("MTEB3021", Severity.Warning, "Pooling is assumed");

    /// <summary>The maximum length is larger than the table of positions.</summary>
    public static readonly DiagnosticDescriptor LengthBeyondPositions = new("MTEB3022", Severity.Warning, "Maximum length exceeds the positions");

    /// <summary>The folder has no README.md.</summary>
    public static readonly DiagnosticDescriptor CardMissing = new("MTEB3023", Severity.Warning, "Model has no card");

    /// <summary>The folder has no licence file.</summary>
    public static readonly DiagnosticDescriptor LicenseMissing = new("MTEB3024", Severity.Warning, "Model has no LICENSE file");

    /// <summary>The folder says nothing about versions of dependencies.</summary>
    public static readonly DiagnosticDescriptor RequirementsMissing = new("MTEB3025", Severity.Suggestion, "Versions of dependencies are not stated");

    /// <summary>The card has no code.</summary>
    public static readonly DiagnosticDescriptor ExampleMissing = new("MTEB3026", Severity.Suggestion, "Card shows no example");

    /// <summary>The card has no section about training.</summary>
    public static readonly DiagnosticDescriptor TrainingUnstated = new("MTEB3027", Severity.Suggestion, "Card does not say how the model was trained");

    /// <summary>The configuration lacks sizes.</summary>
    public static readonly DiagnosticDescriptor ConfigIncomplete = new("MTEB3028", Severity.Warning, "config.json is incomplete");

    /// <summary>The tokenizer has no configuration file.</summary>
    public static readonly DiagnosticDescriptor TokenizerConfigMissing = new("MTEB3029", Severity.Warning, "tokenizer_config.json is missing");
}
