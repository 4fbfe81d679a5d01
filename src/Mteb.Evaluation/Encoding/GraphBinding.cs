using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>What goes into an input of the graph.</summary>
internal enum InputKind
{
    /// <summary>The ids, filled up with the padding id.</summary>
    TokenIds,

    /// <summary>1 for tokens, 0 for padding.</summary>
    AttentionMask,

    /// <summary>Zeros: a single text is all of the first kind.</summary>
    TokenTypes,

    /// <summary>0, 1, 2, …</summary>
    Positions,
}

/// <summary>An input of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What goes into it.</param>
/// <param name="IsNarrow">Whether its numbers are 32 bits wide instead of 64.</param>
internal sealed record InputBinding(string Name, InputKind Kind, bool IsNarrow);

/// <summary>How a graph is fed and what is taken from it.</summary>
/// <param name="Inputs">Its inputs, in its order.</param>
/// <param name="Output">Name of the output that is read.</param>
/// <param name="IsHalf">Whether the output is in half precision.</param>
/// <param name="TokenVectors">Whether the output holds vectors of tokens; else vectors of texts.</param>
internal sealed record GraphBinding(IReadOnlyList<InputBinding> Inputs, string Output, bool IsHalf, bool TokenVectors)
{
    private static readonly string[] TokenOutputs = ["last_hidden_state", "token_embeddings"];

    private const string TextOutput = "sentence_embedding";

    /// <summary>Matches the names that a graph declares with what there is a rule for.</summary>
    /// <param name="session">The loaded graph.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="poolingKnown">Whether the model says how to pool; if it does not, an output with vectors of texts is preferred.</param>
    public static Outcome<GraphBinding> Create(InferenceSession session, string path, bool poolingKnown)
    {
        var place = new SourcePlace(path);
        var inputs = new List<InputBinding>();
        foreach (var name in session.InputNames)
        {
            if (Bind(name, session.InputMetadata[name]) is not { } binding)
            {
                return EncodingCodes.InputUnsupported.At(
                    place,
                    $"The graph asks for the input '{name}' ({Describe(session.InputMetadata[name])}), for which there is no rule.",
                    "Export the model for feature extraction, with no other inputs than input_ids, attention_mask, token_type_ids and position_ids.");
            }

            inputs.Add(binding);
        }

        if (inputs.All(input => input.Kind != InputKind.TokenIds))
        {
            return EncodingCodes.InputUnsupported.At(
                place,
                $"The graph has no input 'input_ids'; its inputs are {string.Join(", ", session.InputNames)}.",
                "Export the model for feature extraction on texts.");
        }

        return ChooseOutput(session, poolingKnown) is { } output
            ? new GraphBinding(inputs, output, session.OutputMetadata[output].ElementDataType == TensorElementType.Float16, output != TextOutput)
            : EncodingCodes.OutputUnsupported.At(
                place,
                $"The graph has none of the outputs last_hidden_state, token_embeddings and sentence_embedding in float32 or float16; it has {string.Join(", ", session.OutputNames.Select(name => $"{name} ({Describe(session.OutputMetadata[name])})"))}.",
                "Export the model for feature extraction, so that one of its outputs has one of these names.");
    }

    /// <summary>What is wrong with the shape of what the graph gave for a batch; null when nothing is.</summary>
    public Diagnostic? CheckShape(long[] shape, Batch batch)
    {
        var (rows, length) = (batch.Texts.Length, batch.PaddedLength);
        var sound = TokenVectors
            ? shape.Length == 3 && shape[0] == rows && shape[1] == length
            : shape.Length == 2 && shape[0] == rows;
        return sound ? null : EncodingCodes.OutputUnsupported.Here(
            $"The output '{Output}' has the shape [{string.Join(", ", shape)}] for {rows} texts of {length} tokens.",
            "Export the model for feature extraction, with open batch and sequence dimensions.");
    }

    private static InputBinding? Bind(string name, NodeMetadata metadata)
    {
        InputKind? kind = name switch
        {
            "input_ids" => InputKind.TokenIds,
            "attention_mask" => InputKind.AttentionMask,
            "token_type_ids" => InputKind.TokenTypes,
            "position_ids" => InputKind.Positions,
            _ => null,
        };
        return kind is { } known && metadata.IsTensor && metadata.ElementDataType is TensorElementType.Int64 or TensorElementType.Int32
            ? new InputBinding(name, known, metadata.ElementDataType == TensorElementType.Int32)
            : null;
    }

    private static string? ChooseOutput(InferenceSession session, bool poolingKnown)
    {
        var tokens = TokenOutputs.FirstOrDefault(name => IsUsable(session, name, rank: 3));
        var text = IsUsable(session, TextOutput, rank: 2) ? TextOutput : null;
        return poolingKnown ? tokens ?? text : text ?? tokens;
    }

    private static bool IsUsable(InferenceSession session, string name, int rank) =>
        session.OutputMetadata.TryGetValue(name, out var metadata)
        && metadata.IsTensor
        && metadata.ElementDataType is TensorElementType.Float or TensorElementType.Float16
        && (metadata.Dimensions.Length == rank || metadata.Dimensions.Length == 0);

    private static string Describe(NodeMetadata metadata) => metadata.IsTensor
        ? $"{metadata.ElementDataType}[{string.Join(", ", metadata.Dimensions.Select(dimension => dimension < 0 ? "?" : dimension.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]"
        : metadata.OnnxValueType.ToString();
}
