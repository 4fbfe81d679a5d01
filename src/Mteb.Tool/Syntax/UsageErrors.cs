using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Tool.Syntax;

/// <summary>The complaints about a command line.</summary>
internal static class UsageErrors
{
    /// <summary>Whether a word was meant as an option: a hyphen, and no number behind it.</summary>
    public static bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.';

    /// <summary>The line begins with no command.</summary>
    public static Diagnostic NoCommand(IReadOnlyList<string> line, IEnumerable<VerbSpec> verbs)
    {
        var names = verbs.Select(verb => verb.Name).ToList();
        if (line.Count == 0)
        {
            return OptionCodes.MissingOption.Here("The command is missing.", $"Write one of: {string.Join(", ", names)}. 'mteb --help' says what each does.");
        }

        if (LooksLikeOption(line[0]))
        {
            return OptionCodes.UnknownOption.Here(
                $"'{line[0]}' is not an option of 'mteb'.",
                $"Write a command first, one of: {string.Join(", ", names)}. See 'mteb --help'.");
        }

        var guess = Spelling.Nearest(line[0], names);
        return OptionCodes.UnknownCommand.Here(
            $"'{line[0]}' is not a command.",
            (guess is null ? $"The commands are: {string.Join(", ", names)}." : $"Did you mean '{guess}'?") + " See 'mteb --help'.");
    }

    /// <summary>A word that belongs to no option, or to none that exists.</summary>
    public static Diagnostic Stray(VerbSpec verb, string word)
    {
        if (!LooksLikeOption(word))
        {
            return OptionCodes.UnexpectedArgument.Here(
                $"'{word}' belongs to no option of 'mteb {verb.Name}'.",
                $"Write the option before it, or quote a value that contains spaces. {See(verb)}");
        }

        var name = word.Split('=', ':')[0];
        var guess = Spelling.Nearest(name, verb.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));
        return OptionCodes.UnknownOption.Here(
            $"'{name}' is not an option of 'mteb {verb.Name}'.",
            guess is null ? See(verb) : $"Did you mean '{guess}'? {See(verb)}");
    }

    /// <summary>A required option is absent.</summary>
    public static Diagnostic Missing(VerbSpec verb, OptionSpec option) => OptionCodes.MissingOption.Here(
        $"'mteb {verb.Name}' needs '{option.Name}'.",
        $"Add '{option.Name} <{option.ValueName}>': {Lower(option.Meaning)} {See(verb)}");

    /// <summary>None of the options of which one is required is there.</summary>
    public static Diagnostic MissingOneOf(VerbSpec verb) => OptionCodes.MissingOption.Here(
        $"'mteb {verb.Name}' needs '{verb.OneOf[0].Name}'.",
        $"Add '{verb.OneOf[0].Name} <{verb.OneOf[0].ValueName}>': {Lower(verb.OneOf[0].Meaning)} Or, in its place, {string.Join(" or ", verb.OneOf.Skip(1).Select(option => $"'{option.Name} <{option.ValueName}>'"))}. {See(verb)}");

    /// <summary>An option stands without its value.</summary>
    public static Diagnostic NoValue(VerbSpec verb, OptionSpec option) => OptionCodes.MissingValue.Here(
        $"'{option.Name}' stands without a value.",
        (option.Choices.Count > 0 ? $"Write one of: {string.Join(", ", option.Choices)}." : $"Write '{option.Name} <{option.ValueName}>'.") + " " + See(verb));

    /// <summary>A value is none of the choices.</summary>
    public static Diagnostic NotAChoice(OptionSpec option, string value)
    {
        var guess = Spelling.Nearest(value, option.Choices);
        return OptionCodes.UnusableValue.Here(
            $"'{value}' is not a value of '{option.Name}'.",
            $"Write one of: {string.Join(", ", option.Choices)}." + (guess is null ? "" : $" Did you mean '{guess}'?"));
    }

    /// <summary>A value is no whole number, or too small or too great.</summary>
    public static Diagnostic NotInRange(OptionSpec option, string value, (int Least, int Most) range) => OptionCodes.UnusableValue.Here(
        $"'{value}' is not a value of '{option.Name}'.",
        range.Most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"Write a whole number, {range.Least} or greater.")
            : string.Create(CultureInfo.InvariantCulture, $"Write a whole number from {range.Least} to {range.Most}."));

    private static string See(VerbSpec verb) => $"See 'mteb {verb.Name} --help'.";

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
