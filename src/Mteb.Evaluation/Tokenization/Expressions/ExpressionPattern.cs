using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>A regular expression as a pattern.</summary>
internal sealed class ExpressionPattern(string expression) : IPattern
{
    private readonly CompiledExpression _compiled = ExpressionCompiler.Compile(ExpressionParser.Parse(expression));

    /// <summary>Reads an expression of a tokenizer file.</summary>
    /// <param name="value">The string.</param>
    /// <param name="kind">The kind of the component, for example "pre-tokenizer".</param>
    public static ExpressionPattern Read(JsonValue value, string kind)
    {
        var expression = value.AsString();
        try
        {
            return new ExpressionPattern(expression);
        }
        catch (ExpressionException exception)
        {
            throw Component.UnsupportedExpression(value, kind, expression, exception.Message);
        }
    }

    // An empty match right after another match does not count; the search goes on a character later.
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        var matcher = new ExpressionMatcher(_compiled, text, memory);
        var (from, done, lastEnd) = (0, 0, -1);
        while (from <= text.Length && matcher.Find(from, out var start) is var end and >= 0)
        {
            if (end == start && end == lastEnd)
            {
                from++;
                continue;
            }

            matches.AddMatch(done, start, end);
            (from, done, lastEnd) = (end, end, end);
        }

        matches.AddRest(done, text.Length);
    }
}
