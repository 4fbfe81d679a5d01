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

    /// <summary>A refusal of an expression.</summary>
    /// <param name="value">Where it stands.</param>
    /// <param name="kind">For example "normalizer".</param>
    /// <param name="expression">The expression.</param>
    /// <param name="reason">A clause such as "has a back reference".</param>
    public static TokenizerFormatException UnsupportedExpression(JsonValue value, string kind, string expression, string reason) =>
        new(TokenizerCodes.UnsupportedExpression.At(value.Place,
            $"The expression '{expression}' of a {kind} {reason}.",
            "Only expressions that run in time proportional to the text are used. Write it without what is named here, or use a model with another tokenizer."));
}
