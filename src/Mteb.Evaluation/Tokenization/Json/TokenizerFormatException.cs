using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tokenization.Json;

/// <summary>Carries a diagnostic from where a file is read to where the outcome is made; it does not leave the room.</summary>
internal sealed class TokenizerFormatException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>What is wrong.</summary>
    public Diagnostic Diagnostic => diagnostic;
}
