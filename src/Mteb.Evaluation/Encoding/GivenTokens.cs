using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>One call with texts that are tokenised already: every id has its row, whether it counts or not.</summary>
/// <param name="texts">The texts.</param>
/// <param name="states">Whether the vectors of the tokens are wanted; else the text's.</param>
/// <param name="head">The steps after the graph.</param>
/// <param name="limits">How large batches may be.</param>
/// <param name="threads">How many threads work.</param>
internal sealed class GivenTokens(IReadOnlyList<TokenizedText> texts, bool states, TextHead head, BatchLimits limits, int threads)
{
    private readonly EmbeddingMatrix[] _results = new EmbeddingMatrix[texts.Count];
    private Diagnostic? _problem;

    /// <summary>One matrix for each text, once the call is over.</summary>
    public IReadOnlyList<EmbeddingMatrix> Results => _results;

    /// <summary>What stopped the call; null when nothing did.</summary>
    public Diagnostic? Problem => _problem;

    /// <summary>What keeps a text from being run; null when nothing does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="binding">How the graph is fed.</param>
    /// <param name="maximumLength">Most tokens of a text.</param>
    /// <param name="vocabularySize">Ids that the model knows; null where that was not found.</param>
    public static Diagnostic? Check(TokenizedText text, GraphBinding binding, int maximumLength, long? vocabularySize)
    {
        var known = vocabularySize ?? int.MaxValue;
        return text switch
        {
            { Ids.Length: 0 } => Unfit("There are no ids.", "Give at least one id."),
            _ when text.Ids.Length > maximumLength => Unfit(
                $"There are {text.Ids.Length} ids; the model takes {maximumLength}.", "Cut the text before it is tokenized."),
            _ when Array.Find(text.Ids, id => id < 0 || id >= known) is var stray and not 0 => Unfit(
                $"The id {stray} is none of the model's, which go from 0 to {known - 1}.", "Use the tokenizer of this model."),
            _ when text.Mask.Length > 0 && text.Mask.Length != text.Ids.Length => Unfit(
                $"The mask has {text.Mask.Length} numbers for {text.Ids.Length} ids.", "Give one number for each id, or no mask."),
            _ when text.Types.Length > 0 && text.Types.Length != text.Ids.Length => Unfit(
                $"There are {text.Types.Length} token types for {text.Ids.Length} ids.", "Give one type for each id, or no types."),
            _ when text.Mask.Contains((byte)0) && binding.Inputs.All(input => input.Kind != InputKind.AttentionMask) => Unfit(
                "The model has no input for a mask.", "Leave the padding out."),
            _ when text.Types.Any(type => type != 0) && binding.Inputs.All(input => input.Kind != InputKind.TokenTypes) => Unfit(
                "The model has no input for token types.", "Leave the token types out."),
            _ => null,
        };
    }

    /// <summary>Runs all texts.</summary>
    /// <param name="take">Gives a thread its runner.</param>
    /// <param name="giveBack">Takes it back.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public void Run(Func<BatchRunner> take, Action<BatchRunner> giveBack, CancellationToken cancellationToken)
    {
        var window = new TokenWindow(texts);
        var batches = BatchPlan.Create(window, [.. Enumerable.Range(0, texts.Count)], limits, threads);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(
                batches,
                options,
                take,
                (batch, loop, runner) =>
                {
                    if (RunBatch(runner, window, batch) is { } problem)
                    {
                        Interlocked.CompareExchange(ref _problem, problem, null);
                        loop.Stop();
                    }

                    return runner;
                },
                giveBack);
        }
        catch (AggregateException errors) when (errors.InnerExceptions.OfType<OnnxRuntimeException>().FirstOrDefault() is { } error)
        {
            _problem = EncodingCodes.RunFailed.Here(
                $"ONNX Runtime failed while the model ran: {RuntimeMessage.Clean(error)}.", "Check that the ids are those of this model's tokenizer.");
        }
    }

    private Diagnostic? RunBatch(BatchRunner runner, TokenWindow window, Batch batch)
    {
        if (runner.HeadScratch.Length < 2 * head.ScratchWidth)
        {
            runner.HeadScratch = new float[2 * head.ScratchWidth];
        }

        return runner.Run(window, batch, (row, vectors) =>
        {
            var text = batch.Texts.Span[row];
            var length = window.Length(text);
            var result = new float[states ? length * head.InputWidth : head.OutputWidth];
            if (states)
            {
                vectors[..result.Length].CopyTo(result);
            }
            else
            {
                head.Apply(vectors, 0, length, window.Mask(text), runner.HeadScratch, result);
            }

            _results[text] = states ? new EmbeddingMatrix(result, length, head.InputWidth) : new EmbeddingMatrix(result, 1, head.OutputWidth);
            return TensorPrimitives.IsFiniteAll<float>(result) ? null : EncodingCodes.NotFinite.Here(
                $"What the model gives for the ids {string.Join(", ", texts[text].Ids.Take(8))}{(length > 8 ? ", …" : "")} holds NaN or infinity.",
                "Check the model's weights; a model in half precision may need to be exported in float32.");
        });
    }

    private static Diagnostic Unfit(string message, string remedy) => EncodingCodes.TokensUnfit.Here(message, remedy);
}
