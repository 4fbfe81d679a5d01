using System.Text;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>Keys that stand twice, found by one tracker in document after document: what it learned from the others must not matter.</summary>
public sealed class KeyTrackerTests
{
    private readonly KeyTracker _tracker = new();

    [Theory]
    [InlineData("""{"a": 1, "b": 2}""")]
    [InlineData("""{"a": 1, "b": 2, "a": 3}""", "a")]
    [InlineData("""{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2, "b": 3, "b": 4}]}""", "b")]
    [InlineData("""{"a": 1, "a": 2, "a": 3, "b": 4, "b": 5}""", "a", "a", "b")]
    [InlineData("""{"": 1, "": 2}""", "")]
    [InlineData("""{"é": 1, "é": 2, "\u00e9": 3}""", "é")]
    public void What_repeats_is_found_the_first_time_and_when_it_is_familiar(string json, params string[] expected)
    {
        for (var round = 0; round < 3; round++)
        {
            Repeats(json).Should().Equal(expected);
        }
    }

    [Fact]
    public void A_familiar_beginning_with_another_end_is_told_apart()
    {
        Repeats("""{"a": 1, "b": 2, "c": 3}""").Should().BeEmpty();
        Repeats("""{"a": 1, "b": 2, "b": 3, "c": 4}""").Should().Equal("b");
        Repeats("""{"a": 1,"b": 2, "c": 3, "a": 4}""").Should().Equal("a");
        Repeats("""{"a" : 1, "b": 2, "c":3}""").Should().BeEmpty();
        Repeats("""{"b": 2, "a": 1, "b": 3}""").Should().Equal("b");
    }

    [Theory]
    [InlineData(1_200)]
    [InlineData(40_000)]
    public void Beyond_the_tree_nothing_is_missed_and_time_stays_linear(int count)
    {
        var keys = string.Join(", ", Enumerable.Range(0, count).Select(key => $"\"k{key}\": 0"));

        Repeats($$"""{{{keys}}, "k3": 1, "k{{count - 1}}": 2, "new": 3}""").Should().Equal("k3", $"k{count - 1}");
    }

    [Fact]
    public void Many_objects_that_begin_alike_and_go_on_differently_are_followed_too()
    {
        for (var document = 0; document < 3; document++)
        {
            var items = string.Join(", ", Enumerable.Range(0, 50_000).Select(item => $$"""{"x{{item}}": 0, "y": 1, "x{{item}}": 2}"""));

            Repeats($"[{items}]").Should().HaveCount(50_000);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_objects_are_read_as_by_a_set_for_each(int seed)
    {
        var random = new Random(seed);
        for (var document = 0; document < 2_000; document++)
        {
            var json = Random(random, 3);

            Repeats(json).Should().Equal(Naive(json), json);
        }
    }

    private static string Random(Random random, int depth) => random.Next(depth == 0 ? 1 : 4) switch
    {
        0 => random.Next(3) switch { 0 => "-0.5", 1 => "123", _ => "\"text\"" },
        1 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, depth - 1)))}]",
        _ => $"{{{string.Join(random.Next(9) == 0 ? "," : ", ", Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{(char)('a' + random.Next(5))}\": {Random(random, depth - 1)}"))}}}",
    };

    private static List<string> Naive(string json)
    {
        var tokens = new JsonTokenizer(Encoding.UTF8.GetBytes(json));
        var (open, found) = (new Stack<HashSet<string>>(), new List<string>());
        while (tokens.Read())
        {
            switch (tokens.Kind)
            {
                case JsonTokenKind.BeginObject:
                    open.Push([]);
                    break;
                case JsonTokenKind.EndObject:
                    open.Pop();
                    break;
                case JsonTokenKind.Key when !open.Peek().Add(Encoding.UTF8.GetString(tokens.Raw)):
                    found.Add(tokens.GetText());
                    break;
            }
        }

        return found;
    }

    private List<string> Repeats(string json)
    {
        _tracker.Clear();
        var tokens = new JsonTokenizer(Encoding.UTF8.GetBytes(json));
        var found = new List<string>();
        tokens.Read();
        Follow(ref tokens, found);
        tokens.Read().Should().BeFalse();
        tokens.Error.Should().BeNull();
        return found;
    }

    private void Follow(ref JsonTokenizer tokens, List<string> found)
    {
        if (tokens.Kind == JsonTokenKind.BeginArray)
        {
            while (tokens.Read() && tokens.Kind != JsonTokenKind.EndArray)
            {
                Follow(ref tokens, found);
            }
        }
        else if (tokens.Kind == JsonTokenKind.BeginObject)
        {
            _tracker.Open();
            while (_tracker.Next(ref tokens, out var repeats))
            {
                if (repeats)
                {
                    found.Add(tokens.GetText());
                }

                if (!tokens.PassNumber())
                {
                    tokens.Read();
                    Follow(ref tokens, found);
                }
            }

            _tracker.Close();
        }
    }
}
