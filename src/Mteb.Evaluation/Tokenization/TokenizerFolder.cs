using Mteb.Evaluation.Tokenization.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>Finds the tokenizer of a model folder.</summary>
public static class TokenizerFolder
{
    private const string FileName = "tokenizer.json";

    /// <summary>
    /// Reads <c>tokenizer.json</c>, or <c>vocab.txt</c>, or <c>vocab.json</c> and <c>merges.txt</c>, whichever is there first, with
    /// the files beside them that name special and added tokens.
    /// </summary>
    /// <param name="folder">The model folder.</param>
    /// <returns>The tokenizer, or what is wrong.</returns>
    public static Outcome<Tokenizer> Load(string folder)
    {
        bool Has(string name) => File.Exists(Path.Combine(folder, name));
        return Has(FileName) ? TokenizerFile.Load(Path.Combine(folder, FileName))
            : Has(VocabularyFolder.VocabularyName) ? Read(folder, VocabularyFolder.ReadParts)
            : Has(MergesFolder.VocabularyName) && Has(MergesFolder.MergesName) ? Read(folder, MergesFolder.ReadParts)
            : FindSentencePiece(folder) is { } path ? SentencePieceAlone(path)
            : TokenizerCodes.NotFound.At(new(folder), "The folder has neither tokenizer.json nor vocab.txt nor vocab.json with merges.txt.",
                "Save the model with its tokenizer, or name the folder that has it.");
    }

    /// <summary>Reads a tokenizer file, or the tokenizer of a model folder.</summary>
    /// <param name="path">A <c>tokenizer.json</c>, by whatever name, or a model folder.</param>
    /// <returns>The tokenizer, or what is wrong.</returns>
    public static Outcome<Tokenizer> LoadFileOrFolder(string path) => Directory.Exists(path) ? Load(path)
        : IsSentencePiece(path) && File.Exists(path) ? SentencePieceAlone(path)
        : TokenizerFile.Load(path);

    private static Outcome<Tokenizer> Read(string folder, Func<string, TokenizerParts> read)
    {
        try
        {
            return new Tokenizer(read(folder));
        }
        catch (TokenizerFormatException exception)
        {
            return exception.Diagnostic;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TokenizerCodes.NotFound.At(new(folder), $"A file of the tokenizer cannot be opened: {exception.Message}",
                "Check whether you may read the folder.");
        }
    }

    private static bool IsSentencePiece(string path) =>
        path.EndsWith(".model", StringComparison.Ordinal) || path.EndsWith(".spm", StringComparison.Ordinal);

    private static string? FindSentencePiece(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(IsSentencePiece).Order(StringComparer.Ordinal).FirstOrDefault()
        : null;

    private static Diagnostic SentencePieceAlone(string path) => TokenizerCodes.SentencePieceAlone.At(new(path),
        "The tokenizer is only there as a SentencePiece file, which does not say how texts are prepared and which special tokens are added.",
        "Convert it once: python -c \"from transformers import AutoTokenizer; AutoTokenizer.from_pretrained('FOLDER').save_pretrained('FOLDER')\" writes tokenizer.json.");
}
