using System.Text;

namespace Mteb.Evaluation.Encoding;

/// <summary>A text with <c>{instruction}</c> in it, with the rules of Python's <c>str.format</c>: doubled braces are braces.</summary>
internal static class InstructionTemplate
{
    /// <summary>The template that adds nothing.</summary>
    public const string Bare = Field;

    private const string Field = "{instruction}";

    /// <summary>Whether the template names the instruction, and nothing else stands in braces.</summary>
    public static bool IsValid(string template) => template.Contains(Field, StringComparison.Ordinal) && Format(template, "") is not null;

    /// <summary>Puts an instruction in.</summary>
    /// <exception cref="FormatException">The template is not valid.</exception>
    public static string Fill(string template, string instruction) =>
        Format(template, instruction) ?? throw new FormatException($"'{template}' is no template.");

    private static string? Format(string template, string instruction)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var rest = template.AsSpan(at);
            if (rest.StartsWith("{{", StringComparison.Ordinal) || rest.StartsWith("}}", StringComparison.Ordinal))
            {
                filled.Append(template[at++]);
            }
            else if (rest.StartsWith(Field, StringComparison.Ordinal))
            {
                filled.Append(instruction);
                at += Field.Length - 1;
            }
            else if (template[at] is '{' or '}')
            {
                return null;
            }
            else
            {
                filled.Append(template[at]);
            }
        }

        return filled.ToString();
    }
}
