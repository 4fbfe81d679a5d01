using System.Text;

namespace Mteb.Tool.Syntax;

/// <summary>Writes help from the definitions alone, the same on every terminal and in every culture.</summary>
internal static class HelpText
{
    private const int Width = 96;
    private const int Column = 36;
    private const string Spaces = "                                    ";

    /// <summary>Help on the whole program.</summary>
    public static string OfProgram(IReadOnlyList<VerbSpec> verbs)
    {
        var text = new StringBuilder();
        text.Append("mteb evaluates embedding models exactly as Python mteb does.\n\nUsage:\n  mteb <command> [options]\n\nCommands:\n");
        foreach (var verb in verbs)
        {
            Row(text, verb.Name, verb.Summary);
        }

        text.Append("\nOptions:\n");
        GeneralOptions(text);
        Row(text, "--version", "Shows the version.");
        Examples(text, verbs.Select(verb => verb.Examples[0]));
        text.Append("\n'mteb <command> --help' shows the options of a command.\n");
        return text.ToString();
    }

    private static string Brief(OptionSpec option) => $"{option.Short ?? option.Name} <{option.ValueName}>";

    /// <summary>Help on one verb.</summary>
    public static string OfVerb(VerbSpec verb)
    {
        var text = new StringBuilder();
        text.Append(verb.Summary).Append("\n\nUsage:\n  mteb ").Append(verb.Name);
        foreach (var option in verb.Options.Where(option => option.Required))
        {
            text.Append(' ').Append(Brief(option));
        }

        if (verb.OneOf.Count > 0)
        {
            text.Append(" (").AppendJoin(" | ", verb.OneOf.Select(Brief)).Append(')');
        }

        text.Append(" [options]");
        if (verb.Argument is { } argument)
        {
            text.Append(" [<").Append(argument).Append(">...]\n\nArguments:\n");
            Row(text, $"<{argument}>", verb.ArgumentMeaning);
        }
        else
        {
            text.Append('\n');
        }

        foreach (var group in verb.Options.GroupBy(option => option.Group))
        {
            text.Append('\n').Append(group.Key).Append(":\n");
            foreach (var option in group)
            {
                Row(text, option.Label, Describe(option));
            }
        }

        text.Append("\nGeneral:\n");
        GeneralOptions(text);
        foreach (var remark in verb.Remarks)
        {
            text.Append('\n');
            Wrap(text, remark, 0);
        }

        Examples(text, verb.Examples);
        return text.ToString();
    }

    private static void GeneralOptions(StringBuilder text) => Row(text, "-h, --help", "Shows this help.");

    private static string Describe(OptionSpec option)
    {
        var text = option.Meaning;
        if (option.Choices.Count > 0)
        {
            text += $" One of: {string.Join(", ", option.Choices)}.";
        }

        return option.Default is null ? text : $"{text} [default: {option.Default}]";
    }

    private static void Examples(StringBuilder text, IEnumerable<VerbExample> examples)
    {
        text.Append("\nExamples:\n");
        foreach (var (commandLine, meaning) in examples)
        {
            text.Append("  ").Append(commandLine).Append('\n');
            Wrap(text, meaning, 6);
        }
    }

    private static void Row(StringBuilder text, string label, string meaning)
    {
        text.Append("  ").Append(label);
        if (label.Length + 4 > Column)
        {
            text.Append('\n').Append(Spaces, 0, Column);
        }
        else
        {
            text.Append(Spaces, 0, Column - label.Length - 2);
        }

        Wrap(text, meaning, Column, startsIndented: true);
    }

    private static void Wrap(StringBuilder text, string paragraph, int indent, bool startsIndented = false)
    {
        var used = indent;
        var fresh = true;
        if (!startsIndented)
        {
            text.Append(Spaces, 0, indent);
        }

        foreach (var word in paragraph.Split(' '))
        {
            if (!fresh && used + 1 + word.Length > Width)
            {
                text.Append('\n').Append(Spaces, 0, indent);
                (used, fresh) = (indent, true);
            }

            text.Append(fresh ? "" : " ").Append(word);
            used += word.Length + (fresh ? 0 : 1);
            fresh = false;
        }

        text.Append('\n');
    }
}
