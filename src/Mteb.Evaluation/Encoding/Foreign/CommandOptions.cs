namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>A program that makes vectors and speaks JSON lines; <c>docs/child-process.md</c> has the protocol.</summary>
public sealed record CommandOptions
{
    /// <summary>The program, and its arguments.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Full path of the folder that it runs in.</summary>
    public required string Folder { get; init; }

    /// <summary>Environment variables of this process that it must not see.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Hears each line that it writes to standard error; any thread may call.</summary>
    public Action<string>? Heard { get; init; }

    /// <summary>The words of a command line: separated by white space, held together by double or single quotes; nothing else is special.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The words; null where a quote is not closed.</returns>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var (quote, open) = ('\0', false);
        foreach (var character in line)
        {
            if (quote != '\0')
            {
                if (character == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(character);
                }
            }
            else if (character is '"' or '\'')
            {
                (quote, open) = (character, true);
            }
            else if (!char.IsWhiteSpace(character))
            {
                word.Append(character);
                open = true;
            }
            else if (open)
            {
                words.Add(word.ToString());
                word.Clear();
                open = false;
            }
        }

        if (open)
        {
            words.Add(word.ToString());
        }

        return quote == '\0' ? words : null;
    }
}
