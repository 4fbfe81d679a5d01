using Mteb.Evaluation.Tokenization.Expressions;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.PreTokenizers;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>The matcher of expressions: what it finds, and in how many steps.</summary>
public sealed class ExpressionTests
{
    /// <summary>Expressions of published tokenizers, and some that a backtracking engine needs ages for.</summary>
    public static TheoryData<string> Expressions =>
    [
        Gpt2Pattern.Expression,
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}|\s+",
        "(a|aa)+b", "(a+)+b", "a*a*a*a*b|a", "(?=a*b)|(?=(a|a)*c)", "(?<=a)a*b|x", "(?:a|b|ab)*c|a", "a++b|a", "[ab]*[bc]*d|a?", "(?!a*c)a",
        "a(?=a*)|b", "(?=[ab]+)[ab]", "(?! +)x|[a ]", "a(?=(?:a|b)+)", @"\s(?=\s++)",
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void The_steps_grow_with_the_text_and_not_faster(string expression)
    {
        foreach (var unit in new[] { "a", "ab", " ", "A", "\n", "x ", "1", "'" })
        {
            var (small, large) = (Steps(expression, unit, 1000), Steps(expression, unit, 10_000));
            large.Should().BeLessThan(11 * small + 1000, "'{0}' over '{1}'", expression, unit);
        }
    }

    [Theory]
    [InlineData("a|ab", "ab", "[a]b")]
    [InlineData("a+?", "aaa", "[a][a][a]")]
    [InlineData("(?:a|ab)c", "abc", "[abc]")]
    [InlineData("a(?=b+)", "abbaab", "[a]bba[a]b")]
    [InlineData("a(?!b+)", "abbaab", "abb[a]ab")]
    [InlineData("a(?!b*)", "abbaab", "abbaab")]
    [InlineData("a(?=b*a)", "abbaab", "[a]bb[a]ab")]
    [InlineData("x*", "axb", "[]a[x]b[]")]
    [InlineData("^a", "a\na", "[a]\n[a]")]
    [InlineData("a$", "a\na", "[a]\n[a]")]
    [InlineData("[^(a|[b])]+", "(ac|bd)", "(a[c]|b[d])")]
    [InlineData("[a-z&&[^aeiou]]+", "hello", "[h]e[ll]o")]
    [InlineData("(?i)ss", "SSß\u1E9E", "[SS][ß][\u1E9E]")]
    [InlineData("(?i)ß", "ssSSß", "[ss][SS][ß]")]
    [InlineData("(?i)straße", "Straße ﬆRASSE traße", "[Straße] [ﬆRASSE] traße")]
    [InlineData("(?i:k)", "kK\u212A", "[k][K][\u212A]")]
    [InlineData("a(?i)b|c", "aBaCAb", "[aB][aC]Ab")]
    [InlineData("a{2}{2}", "aaaaa", "[aaaa]a")]
    [InlineData("a{,2}b", "aaab", "a[aab]")]
    [InlineData("a{x", "a{x", "[a{x]")]
    [InlineData("(?<=a|bc)x", "axbcxcx", "a[x]bc[x]cx")]
    [InlineData("\\h+", "xaF9g", "x[aF9]g")]
    [InlineData(".", "a\r\n", "[a][\r]\n")]
    [InlineData("\\x{1F600}|\\u0041", "A😀", "[A][😀]")]
    [InlineData("(?<name>a)(?#comment)b", "ab", "[ab]")]
    public void A_text_is_divided_as_the_reference_divides_it(string expression, string text, string expected) =>
        Divide(new ExpressionPattern(expression), text).Should().Be(expected);

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?>a|ab)c")]
    [InlineData("(?:ab)++")]
    [InlineData("(?<=a+)b")]
    [InlineData("(a*)*")]
    [InlineData("\\p{Nonsense}")]
    [InlineData("[[:nonsense:]]")]
    [InlineData("[b-a]")]
    [InlineData("[a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("*a")]
    [InlineData("a{2,1}")]
    [InlineData("a{1001}")]
    [InlineData("(?:a{1000}){1000}")]
    [InlineData("\\")]
    public void What_is_wrong_or_cannot_be_run_is_refused(string expression)
    {
        var compile = () => new ExpressionPattern(expression);
        compile.Should().Throw<ExpressionException>();
    }

    [Fact]
    public void A_deeply_nested_expression_is_refused_and_breaks_nothing()
    {
        var compile = () => new ExpressionPattern(new string('(', 100_000));
        compile.Should().Throw<ExpressionException>();
        compile = () => new ExpressionPattern(new string('[', 100_000));
        compile.Should().Throw<ExpressionException>();
    }

    [Theory]
    [InlineData(@"\p{L}", CharacterClass.Letter)]
    [InlineData(@"\p{Lu}", CharacterClass.UppercaseLetter)]
    [InlineData(@"\p{M}", CharacterClass.Mark)]
    [InlineData(@"\p{N}", CharacterClass.Number)]
    [InlineData(@"\p{P}", CharacterClass.Punctuation)]
    [InlineData(@"\p{S}", CharacterClass.Symbol)]
    [InlineData(@"\p{Han}", CharacterClass.Han)]
    [InlineData(@"\w", CharacterClass.ExpressionWord)]
    [InlineData(@"\s", CharacterClass.WhiteSpace)]
    [InlineData(@"\d", CharacterClass.DecimalNumber)]
    [InlineData("[[:punct:]]", CharacterClass.PosixPunctuation)]
    public void The_two_tables_of_classes_say_the_same(string expression, object characterClass)
    {
        var text = Enumerable.Range(0, 0x110000).Where(codePoint => codePoint is < 0xD800 or > 0xDFFF).ToArray();
        var matches = new List<PatternMatch>();
        new ExpressionPattern(expression).FindMatches(text, matches, new MatcherMemory());
        var found = matches.Where(match => match.IsMatch).Select(match => text[match.Start]);
        found.Should().Equal(text.Where(codePoint => CharacterTable.Is(codePoint, (CharacterClass)characterClass)));
    }

    [Fact]
    public void The_scanner_of_GPT_2_finds_what_its_expression_finds()
    {
        const string Units = "abZé中1² \n\t'stmdrevl,.\u00A0\u0301😀";
        var characters = CodePoints.Of(Units);
        var (random, expression, scanner) = (new Random(7), new ExpressionPattern(Gpt2Pattern.Expression), new Gpt2Pattern());
        var memory = new MatcherMemory();
        for (var round = 0; round < 20_000; round++)
        {
            var text = Enumerable.Range(0, random.Next(1, 12)).Select(_ => characters[random.Next(characters.Length)]).ToArray();
            var (expected, actual) = (new List<PatternMatch>(), new List<PatternMatch>());
            expression.FindMatches(text, expected, memory);
            scanner.FindMatches(text, actual, memory);
            actual.Should().Equal(expected, "of '{0}'", CodePoints.ToText(text));
        }
    }

    private static long Steps(string expression, string unit, int count)
    {
        var memory = new MatcherMemory();
        new ExpressionPattern(expression).FindMatches(CodePoints.Of(string.Concat(Enumerable.Repeat(unit, count))), [], memory);
        return memory.Steps;
    }

    private static string Divide(ExpressionPattern pattern, string text)
    {
        var characters = CodePoints.Of(text);
        var matches = new List<PatternMatch>();
        pattern.FindMatches(characters, matches, new MatcherMemory());
        return string.Concat(matches.Select(match => CodePoints.ToText(characters.AsSpan(match.Start..match.End)) is var part && match.IsMatch ? $"[{part}]" : part));
    }
}
