using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.AddedTokens;

/// <summary>A token that is looked for in the text itself, before any word is.</summary>
/// <param name="Content">The text of the token.</param>
/// <param name="IsSingleWord">Whether it counts only where no word character touches it.</param>
/// <param name="TakesSpaceBefore">Whether white space before it belongs to it.</param>
/// <param name="TakesSpaceAfter">Whether white space after it belongs to it.</param>
/// <param name="IsNormalized">Whether it is looked for in the normalized text, in its own normalized form.</param>
/// <param name="IsSpecial">Whether it is a special token such as <c>[CLS]</c>.</param>
internal sealed record AddedToken(
    string Content, bool IsSingleWord, bool TakesSpaceBefore, bool TakesSpaceAfter, bool IsNormalized, bool IsSpecial)
{
    /// <summary>A special token that is taken as it is.</summary>
    public static AddedToken Special(string content) => new(content, false, false, false, false, true);

    /// <summary>Reads an entry of a tokenizer file. All its fields must be there; its id is not used.</summary>
    public static AddedToken Read(JsonValue value)
    {
        value.AsObject().Get("id").AsCount();
        return new(
            value.Get("content").AsString(),
            value.Get("single_word").AsBoolean(),
            value.Get("lstrip").AsBoolean(),
            value.Get("rstrip").AsBoolean(),
            value.Get("normalized").AsBoolean(),
            value.Get("special").AsBoolean());
    }
}
