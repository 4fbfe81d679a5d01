using System.Text;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Results;

/// <summary>A document as its tokens, so that two can be compared without regard to white space.</summary>
internal static class JsonTokens
{
    /// <summary>The raw tokens; the text "NaN", as goldens write it, counts as the bare word.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> utf8)
    {
        var tokens = new List<string>();
        var tokenizer = new JsonTokenizer(utf8);
        while (tokenizer.Read())
        {
            var raw = Encoding.UTF8.GetString(tokenizer.Raw);
            tokens.Add(raw == "\"NaN\"" ? "NaN" : raw);
        }

        tokenizer.Error.Should().BeNull();
        return tokens;
    }
}
