using System.Text;
using System.Text.RegularExpressions;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Text;

/// <summary>Numbers of every length and at every distance from the end, against the grammar.</summary>
public sealed partial class JsonNumberTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_number_ends_where_the_grammar_says(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 45)).Select(_ => "0123456789000000.-+eE"[random.Next(21)])]);
            var json = $"[{text}{(random.Next(2) == 0 ? "]" : ", \"something that stands behind it\"]")}";
            var expected = Grammar().Match(text) is { Success: true } match ? match.Value : null;

            var tokens = new JsonTokenizer(Encoding.UTF8.GetBytes(json));
            tokens.Read();
            var isRead = tokens.Read();

            (isRead ? Encoding.UTF8.GetString(tokens.Raw) : null).Should().Be(expected, json);
            if (isRead)
            {
                tokens.Kind.Should().Be(expected!.AsSpan().ContainsAny(".eE") ? JsonTokenKind.Number : JsonTokenKind.WholeNumber, json);
            }
        }
    }

    // As Python's json reads it; what follows is left where it stands.
    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")]
    private static partial Regex Grammar();
}
