namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3050 to MTEB3099: tokenizers.</summary>
public static class TokenizerCodes
{
    /// <summary>A folder has no tokenizer that can be read, or a file of it cannot be opened.</summary>
    public static readonly DiagnosticDescriptor NotFound = new("MTEB3050", Severity.Error, "The tokenizer cannot be read");

    /// <summary>The file is no JSON.</summary>
    public static readonly DiagnosticDescriptor NotJson = new("MTEB3051", Severity.Error, "The tokenizer file is not valid JSON");

    /// <summary>A field is missing, stands twice or has the wrong form.</summary>
    public static readonly DiagnosticDescriptor WrongField = new("MTEB3052", Severity.Error, "A field of the tokenizer file is missing or wrong");

    /// <summary>A field at the top that the format does not know, or a version of the format that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownFormat = new("MTEB3053", Severity.Error, "The tokenizer file has an unknown field or version");

    /// <summary>A normalizer, pre-tokenizer, model or post-processor that is not supported.</summary>
    public static readonly DiagnosticDescriptor UnsupportedComponent = new("MTEB3054", Severity.Error, "A part of the tokenizer is not supported");

    /// <summary>A special token that is needed is in no vocabulary.</summary>
    public static readonly DiagnosticDescriptor MissingSpecialToken = new("MTEB3055", Severity.Error, "A special token is missing");

    /// <summary>A text has something that is not in the vocabulary, and there is no unknown token to stand for it.</summary>
    public static readonly DiagnosticDescriptor NoUnknownToken = new("MTEB3056", Severity.Error, "The text needs an unknown token that the vocabulary lacks");

    /// <summary>The truncation that the file asks for is not possible for a text.</summary>
    public static readonly DiagnosticDescriptor ImpossibleTruncation = new("MTEB3057", Severity.Error, "The truncation of the tokenizer file is not possible");

    /// <summary>A folder with a vocabulary alone, of a tokenizer class that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownClass = new("MTEB3058", Severity.Error, "The tokenizer class is not supported");

    /// <summary>An expression that is wrong, or that cannot be run in time proportional to the text.</summary>
    public static readonly DiagnosticDescriptor UnsupportedExpression = new("MTEB3059", Severity.Error, "An expression of the tokenizer is not supported");

    /// <summary>A SentencePiece file alone.</summary>
    public static readonly DiagnosticDescriptor SentencePieceAlone = new("MTEB3060", Severity.Error, "The tokenizer is only there as a SentencePiece file");

    /// <summary>A line that a text is to be read from is not as it must be.</summary>
    public static readonly DiagnosticDescriptor BadLine = new("MTEB3061", Severity.Error, "A line with a text cannot be read");
}
