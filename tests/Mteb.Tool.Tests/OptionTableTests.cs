using Mteb.Tool.Commands;
using Mteb.Tool.Syntax;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary><c>docs/options.md</c> and the code say the same.</summary>
public sealed class OptionTableTests
{
    private const string Heading = "| MSBuild property | CLI | Environment | Default | Meaning |";

    private static readonly IReadOnlyList<VerbSpec> AllVerbs = Verbs.All(_ => new FakeEngine());

    [Fact]
    public void The_table_of_options_is_that_of_the_code()
    {
        var path = Repository.At("docs/options.md");
        var expected = Rows().ToList();
        var text = File.ReadAllLines(path).ToList();
        var first = text.IndexOf(Heading) + 2;
        var actual = text.Skip(first).TakeWhile(line => line.StartsWith('|')).ToList();
        if (!actual.SequenceEqual(expected) && Environment.GetEnvironmentVariable("MTEB_APPROVE") == "1")
        {
            File.WriteAllText(path, string.Join('\n', [.. text[..first], .. expected, .. text[(first + actual.Count)..]]) + "\n");
            return;
        }

        actual.Should().Equal(expected, "run the test with MTEB_APPROVE=1 if the change is meant");
    }

    [Fact]
    public void Every_spelling_means_one_option()
    {
        foreach (var verb in AllVerbs)
        {
            verb.Options.SelectMany(option => option.OtherSpellings.Prepend(option.Name)).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public void Every_option_is_defined_in_one_place_only()
    {
        var definitions = typeof(RunOptions).GetFields().Where(field => field.FieldType == typeof(OptionSpec)).Select(field => (OptionSpec)field.GetValue(null)!);

        RunOptions.All.Except(ForeignOptions.All).Should().BeEquivalentTo(definitions);
    }

    private static IEnumerable<string> Rows() => AllVerbs
        .SelectMany(verb => verb.Options.Select(option =>
            Row(option.Property, $"`{verb.Name}` {Spellings(option)}", option.Variable, option.Default, Describe(option))))
        .Concat(ToolVariables.All.Select(variable => Row(null, null, variable.Name, variable.Default, variable.Meaning)));

    private static string Row(string? property, string? cli, string? variable, string? preset, string meaning) =>
        $"| {Code(property)} | {cli ?? "—"} | {Code(variable)} | {preset ?? "—"} | {meaning.Replace("<", "&lt;", StringComparison.Ordinal)} |";

    private static string Code(string? name) => name is null ? "—" : $"`{name}`";

    private static string Spellings(OptionSpec option) => string.Join(", ", option.OtherSpellings.Prepend(option.Name).Select(name => $"`{name}`"));

    private static string Describe(OptionSpec option) =>
        option.Choices.Count == 0 ? option.Meaning : $"{option.Meaning} One of: {string.Join(", ", option.Choices.Select(choice => $"`{choice}`"))}.";
}
