using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Syntax;

/// <summary>
/// Reads command lines with System.CommandLine. The library splits the line and answers <c>[suggest]</c>; numbers of
/// values, choices and ranges are checked here, so that every complaint is a coded diagnostic in the same language.
/// </summary>
internal sealed class LineParser
{
    // More values than any command line has.
    private const int Unlimited = 100_000;

    private readonly RootCommand _root = new("mteb");
    private readonly Dictionary<Command, VerbSpec> _verbs = [];
    private readonly Dictionary<VerbSpec, List<(OptionSpec Spec, Option Option)>> _options = [];
    private readonly Dictionary<VerbSpec, Argument<string[]>> _arguments = [];
    private readonly HelpOption _help;
    private readonly VersionOption _version;

    /// <summary>Builds the parser.</summary>
    /// <param name="verbs">Every verb there is.</param>
    public LineParser(IReadOnlyList<VerbSpec> verbs)
    {
        _help = _root.Options.OfType<HelpOption>().Single();
        _version = _root.Options.OfType<VersionOption>().Single();
        _root.TreatUnmatchedTokensAsErrors = false;
        foreach (var verb in verbs)
        {
            _root.Subcommands.Add(Build(verb));
        }
    }

    /// <summary>Whether a line asks the shell's completion script's question.</summary>
    public static bool IsCompletion(IReadOnlyList<string> line) =>
        line.Count > 0 && line[0].StartsWith("[suggest", StringComparison.Ordinal);

    /// <summary>Answers a completion script.</summary>
    /// <param name="line">The command line, directive first.</param>
    /// <param name="output">Where the suggestions go, one a line.</param>
    public void Complete(IReadOnlyList<string> line, TextWriter output) =>
        Split(line).Invoke(new InvocationConfiguration { Output = output, Error = output, ProcessTerminationTimeout = null });

    /// <summary>Reads a line.</summary>
    public ParsedLine Parse(IReadOnlyList<string> line)
    {
        var split = Split(line);
        var verb = _verbs.GetValueOrDefault(split.CommandResult.Command);
        var request = split.GetResult(_help) is not null ? LineRequest.Help
            : split.GetResult(_version) is not null ? LineRequest.Version
            : LineRequest.Verb;
        if (request != LineRequest.Verb || verb is null)
        {
            return new ParsedLine(verb, request, new OptionValues(new Dictionary<OptionSpec, IReadOnlyList<string>>(), [], []),
                verb is null && request == LineRequest.Verb ? [UsageErrors.NoCommand(line, _verbs.Values)] : []);
        }

        var written = Written(verb, split);
        var arguments = Arguments(verb, split);
        var errors = new List<Diagnostic>();
        errors.AddRange(Strays(split, arguments).Select(token => UsageErrors.Stray(verb, token)));
        errors.AddRange(written.SelectMany(option => OptionCheck.Errors(verb, option)));
        errors.AddRange(verb.Options
            .Where(option => option.Required && written.All(other => other.Spec != option))
            .Select(option => UsageErrors.Missing(verb, option)));
        if (verb.OneOf.Count > 0 && written.All(option => !verb.OneOf.Contains(option.Spec)))
        {
            errors.Add(UsageErrors.MissingOneOf(verb));
        }

        return new ParsedLine(
            verb,
            request,
            new OptionValues(
                written.ToDictionary(option => option.Spec, OptionCheck.Normalised),
                arguments,
                [.. written.SelectMany(OptionCheck.Notices)]),
            errors);
    }

    // What follows an unknown option was meant for it, and is no fault of its own.
    private static IEnumerable<string> Strays(ParseResult split, IReadOnlyList<string> arguments)
    {
        var strays = split.UnmatchedTokens.Concat(arguments.Where(UsageErrors.LooksLikeOption)).ToList();
        return strays.Any(UsageErrors.LooksLikeOption) ? strays.Where(UsageErrors.LooksLikeOption) : strays;
    }

    private ParseResult Split(IReadOnlyList<string> line) =>
        _root.Parse(line, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private Command Build(VerbSpec verb)
    {
        var command = new Command(verb.Name, verb.Summary) { TreatUnmatchedTokensAsErrors = false };
        foreach (var alias in verb.Aliases)
        {
            command.Aliases.Add(alias);
        }

        _verbs[command] = verb;
        _options[verb] = [];
        foreach (var spec in verb.Options)
        {
            var option = Build(spec);
            command.Options.Add(option);
            _options[verb].Add((spec, option));
        }

        if (verb.Argument is { } name)
        {
            _arguments[verb] = new Argument<string[]>(name) { Arity = new ArgumentArity(0, Unlimited) };
            command.Arguments.Add(_arguments[verb]);
        }

        return command;
    }

    private static Option Build(OptionSpec spec)
    {
        string[] others = [.. spec.OtherSpellings];
        if (spec.Count == ValueCount.None)
        {
            return new Option<bool>(spec.Name, others) { Description = spec.Meaning, Arity = ArgumentArity.Zero };
        }

        var option = new Option<string[]>(spec.Name, others)
        {
            Description = spec.Meaning,
            HelpName = spec.ValueName,
            Arity = new ArgumentArity(0, Unlimited),
            AllowMultipleArgumentsPerToken = spec.Count is ValueCount.OneOrMore or ValueCount.Any,
        };
        foreach (var choice in spec.Choices)
        {
            option.CompletionSources.Add(_ => [new(choice)]);
        }

        return option;
    }

    private List<WrittenOption> Written(VerbSpec verb, ParseResult split)
    {
        var spellings = split.Tokens.Where(token => token.Type == TokenType.Option).Select(token => token.Value).ToHashSet();
        return
        [
            .. from option in _options[verb]
               let result = split.GetResult(option.Option)
               where result is { Implicit: false }
               let names = new[] { option.Spec.Name }.Concat(option.Spec.OtherSpellings).Where(spellings.Contains)
               select new WrittenOption(option.Spec, [.. names], result.IdentifierTokenCount, [.. result.Tokens.Select(token => token.Value)]),
        ];
    }

    private IReadOnlyList<string> Arguments(VerbSpec verb, ParseResult split) =>
        _arguments.TryGetValue(verb, out var argument) && split.GetResult(argument) is { } result
            ? [.. result.Tokens.Select(token => token.Value)]
            : [];
}

/// <summary>An option as it stands on a command line.</summary>
/// <param name="Spec">The option.</param>
/// <param name="Spellings">The spellings that were used.</param>
/// <param name="Times">How often it was written.</param>
/// <param name="Values">All its values, in order.</param>
internal sealed record WrittenOption(OptionSpec Spec, IReadOnlyList<string> Spellings, int Times, IReadOnlyList<string> Values);
