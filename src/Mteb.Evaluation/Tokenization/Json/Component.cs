using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization.Json;

/// <summary>What components of all kinds have in common in the file.</summary>
internal static class Component
{
    /// <summary>The name of a component.</summary>
    public static string TypeOf(JsonValue component) => component.AsObject().Get("type").AsString();

    /// <summary>A refusal of a component that is not supported.</summary>
    /// <param name="component">Where it stands.</param>
    /// <param name="kind">For example "normalizer".</param>
    /// <param name="name">Its name.</param>
    public static TokenizerFormatException Unsupported(JsonValue component, string kind, string name) =>
        new(TokenizerCodes.UnsupportedComponent.At(component.Place,
            $"The {kind} '{name}' is not supported.",
            "Without it the ids would be wrong, so the tokenizer is not used. Use a model with a supported tokenizer, or ask for this one."));
}
