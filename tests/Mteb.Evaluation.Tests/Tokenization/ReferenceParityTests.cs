using System.Text.Json;
using Mteb.TokenizerParity;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>
/// A share of what <c>eng/tokenizers</c> does: the tokenizers and the reference's own binding for Node.js, fetched with npm, on
/// the same generated texts.
/// </summary>
public sealed class ReferenceParityTests
{
    private const int Texts = 1000;
    private const int Seed = 20;

    [ReferenceTheory]
    [InlineData("bert-base-uncased/tokenizer.json.gz")]
    [InlineData("roberta-base/tokenizer.json.gz")]
    [InlineData("phi-2/tokenizer.json.gz")]
    [InlineData("t5-small/tokenizer.json.gz")]
    [InlineData("families/albert/tokenizer.json")]
    [InlineData("families/bloom/tokenizer.json")]
    [InlineData("families/clip/tokenizer.json")]
    [InlineData("families/deberta-v3/tokenizer.json")]
    [InlineData("families/deepseek-v3/tokenizer.json")]
    [InlineData("families/falcon/tokenizer.json")]
    [InlineData("families/gemma/tokenizer.json")]
    [InlineData("families/gpt-4o/tokenizer.json")]
    [InlineData("families/llama2/tokenizer.json")]
    [InlineData("families/mistral/tokenizer.json")]
    [InlineData("families/modernbert/tokenizer.json")]
    [InlineData("families/qwen3-embedding/tokenizer.json")]
    [InlineData("families/split-ignore-case/tokenizer.json")]
    [InlineData("families/unigram-byte-fallback/tokenizer.json")]
    [InlineData("families/wordlevel-unicodescripts/tokenizer.json")]
    [InlineData("families/xlm-roberta-current/tokenizer.json")]
    public void Generated_texts_have_the_ids_and_places_of_the_reference(string file)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "reference-tokenizers");
        ReferenceProcess.Restore(folder);
        using var sandbox = new Sandbox("parity");
        using var reference = new ReferenceProcess(folder);
        var source = TokenizerSource.Prepare(SharedMaterial.At("tokenizers/" + file), "tokenizer", sandbox.Root);
        reference.Load(source.Path).Should().BeNull();

        var differences = Comparison.Find(source, reference, Texts, Seed).Take(3);

        differences.Select(difference => $"{difference.What} of {JsonSerializer.Serialize(difference.Text)}").Should().BeEmpty();
    }

    [Fact]
    public void The_generator_makes_the_same_texts_of_one_seed_and_others_of_another()
    {
        List<string> Make(int seed)
        {
            var generator = new TextGenerator(seed, ["[MASK]"]);
            return [.. Enumerable.Range(0, 500).Select(_ => generator.Next())];
        }

        var texts = Make(1);
        texts.Should().Equal(Make(1));
        texts.Should().NotEqual(Make(2));
        texts.Should().Contain(text => text.Contains("[MASK]", StringComparison.Ordinal));
        texts.Distinct().Should().HaveCountGreaterThan(400);
        texts.Where(text => !IsWellFormed(text)).Should().BeEmpty();
    }

    // Half a surrogate pair cannot reach the reference as it is.
    private static bool IsWellFormed(string text) => !text.Where((unit, at) => char.IsSurrogate(unit) && !IsHalfOfPair(text, at)).Any();

    private static bool IsHalfOfPair(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);
}

/// <summary>A theory that needs shared material, and Node.js with npm for the reference.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where one of them is absent.</summary>
    public ReferenceTheoryAttribute()
    {
        if ((SharedMaterial.SkipReason ?? (new[] { "node", "npm" }.All(IsOnPath) ? null : "Node.js with npm, which runs the reference, is not on the path.")) is { } reason)
        {
            Skip = reason;
        }
    }

    private static bool IsOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => new[] { name, name + ".exe", name + ".cmd" }.Any(file => File.Exists(Path.Combine(folder, file))));
}
