using System.Text.RegularExpressions;
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

    [Fact]
    public void The_properties_of_the_table_are_those_that_the_targets_read()
    {
        var targets = string.Concat(Directory.GetFiles(Repository.At("src/Mteb.Sdk/build")).Select(File.ReadAllText));
        var set = Regex.Matches(targets, @"<(Mteb\w+)>").Select(match => match.Groups[1].Value).ToHashSet();
        var read = Regex.Matches(targets, @"\$\((Mteb\w+)\)").Select(match => match.Groups[1].Value).Where(name => !set.Contains(name) || IsDefaulted(name)).Except(NotForUsers);

        Properties.Select(property => property.Name).Should().BeEquivalentTo(read.Distinct());
        foreach (var (name, preset, _) in Properties)
        {
            var literal = Regex.Match(targets, $@"<{name} Condition=""'\$\({name}\)' == ''"">([a-z]+)</");
            preset.Should().Be(literal.Success ? $"`{literal.Groups[1].Value}`" : preset, name);
        }

        bool IsDefaulted(string name) => targets.Contains($"<{name} Condition=\"'$({name})' == ''\"", StringComparison.Ordinal);
    }

    // Steps of the build, and what comes with the package.
    private static readonly string[] NotForUsers = ["MtebBuildDependsOn", "MtebSdkVersion"];

    // The README of the SDK is where its properties are described.
    private static IReadOnlyList<(string Name, string Default, string Meaning)> Properties { get; } =
    [
        .. File.ReadAllLines(Repository.At("src/Mteb.Sdk/README.md"))
            .SkipWhile(line => line != "| property | default | meaning |").Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => (cells[1].Trim('`'), cells[2], cells[3])),
    ];

    private static IEnumerable<string> Rows() => AllVerbs
        .SelectMany(verb => verb.Options.Select(option => Row(
            verb.Name == "run" ? option.Property : null, $"`{verb.Name}` {Spellings(option)}", option.Variable, Default(verb, option), Describe(option))))
        .Concat(Properties.Where(property => RunOptions.All.All(option => option.Property != property.Name))
            .Select(property => Row(property.Name, null, null, property.Default, property.Meaning)))
        .Concat(ToolVariables.All.Select(variable => Row(null, null, variable.Name, variable.Default, variable.Meaning)));

    private static string Row(string? property, string? cli, string? variable, string? preset, string meaning) =>
        $"| {Code(property)} | {cli ?? "—"} | {Code(variable)} | {preset ?? "—"} | {meaning.Replace("<", "&lt;", StringComparison.Ordinal)} |";

    // The default of the option and, where it is another, that of the property.
    private static string? Default(VerbSpec verb, OptionSpec option) =>
        verb.Name == "run" && Properties.FirstOrDefault(property => property.Name == option.Property) is { Default: { } own } && own.Trim('`') != option.Default
            ? $"{option.Default ?? "—"}; in builds {own}"
            : option.Default;

    private static string Code(string? name) => name is null ? "—" : $"`{name}`";

    private static string Spellings(OptionSpec option) => string.Join(", ", option.OtherSpellings.Prepend(option.Name).Select(name => $"`{name}`"));

    private static string Describe(OptionSpec option) =>
        option.Choices.Count == 0 ? option.Meaning : $"{option.Meaning} One of: {string.Join(", ", option.Choices.Select(choice => $"`{choice}`"))}.";
}
