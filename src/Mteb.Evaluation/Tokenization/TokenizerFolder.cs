using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>Finds the tokenizer of a model folder.</summary>
public static class TokenizerFolder
{
    /// <summary>Reads <c>tokenizer.json</c>, or <c>vocab.txt</c> where that is all there is.</summary>
    /// <param name="folder">The model folder.</param>
    /// <returns>The tokenizer, or what is wrong.</returns>
    public static Outcome<Tokenizer> Load(string folder)
    {
        var file = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(file))
        {
            return TokenizerFile.Load(file);
        }

        return File.Exists(Path.Combine(folder, VocabularyFolder.VocabularyName))
            ? VocabularyFolder.Load(folder)
            : TokenizerCodes.NotFound.At(new(folder), "The folder has neither tokenizer.json nor vocab.txt.",
                "Save the model with its tokenizer, or name the folder that has it.");
    }
}
