using Mteb.Evaluation.Encoding.StaticEmbeddings;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Loads whatever kind of model a folder holds: a graph, weights from which one is made, or static embeddings.</summary>
public static class FolderEncoder
{
    /// <summary>Loads the model and the tokenizer of a folder.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="options">How to run it.</param>
    /// <returns>The encoder, with what was noticed; or why the model cannot be run.</returns>
    public static Outcome<ITokenEncoder> Open(string folder, EncoderOptions options)
    {
        var opened = ModelFolder.Open(folder);
        if (!opened.Succeeded)
        {
            return opened.FailedAs<ITokenEncoder>();
        }

        var model = opened.Value with { Digests = options.Digests };
        var tokenizer = TokenizerFolder.Load(TokenizerPlace(model));
        if (!options.NeedsTokenizer && tokenizer is { Succeeded: false, Diagnostics: [var missing] }
            && missing.Descriptor == TokenizerCodes.NotFound && model is { TokenizerFile: null, Modules: [TransformerModule, ..] })
        {
            var untokenized = OnnxEncoder.Create(model, new NoTokenizer(missing, model.Config?.PadTokenId ?? 0), options);
            return untokenized.Succeeded
                ? Outcome.Success<ITokenEncoder>(untokenized.Value, [.. opened.Diagnostics, .. untokenized.Diagnostics])
                : Outcome.Failure<ITokenEncoder>([.. opened.Diagnostics, .. untokenized.Diagnostics]);
        }

        if (!tokenizer.Succeeded)
        {
            return Outcome.Failure<ITokenEncoder>([.. opened.Diagnostics, .. tokenizer.Diagnostics]);
        }

        var encoder = Create(model, tokenizer.Value, options);
        IReadOnlyList<Diagnostic> noticed = [.. opened.Diagnostics, .. tokenizer.Diagnostics, .. encoder.Diagnostics];
        return encoder.Succeeded ? Outcome.Success(encoder.Value, noticed) : Outcome.Failure<ITokenEncoder>(noticed);
    }

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="options">How to run it.</param>
    /// <returns>The encoder, with what was noticed; or why the model cannot be run.</returns>
    public static Outcome<ITokenEncoder> Create(ModelFolder folder, Tokenizer tokenizer, EncoderOptions options) =>
        folder.Modules[0] is StaticEmbeddingModule
            ? As(StaticEncoder.Create(folder, tokenizer, options))
            : As(OnnxEncoder.Create(folder, tokenizer, options));

    /// <summary>The folder that holds a model's tokenizer.</summary>
    public static string TokenizerPlace(ModelFolder folder) =>
        folder.TokenizerFile is { } file ? Path.GetDirectoryName(folder.At(file))! : folder.Path;

    private static Outcome<ITokenEncoder> As<T>(Outcome<T> encoder)
        where T : ITokenEncoder =>
        encoder.Succeeded ? Outcome.Success<ITokenEncoder>(encoder.Value, encoder.Diagnostics) : encoder.FailedAs<ITokenEncoder>();
}
