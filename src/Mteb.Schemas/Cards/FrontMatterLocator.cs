using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Parsers;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards;

/// <summary>
/// Finds the front matter twice: as Markdig does and by the grammar that the Hub applies. Where they disagree the block is
/// still found, and a diagnostic says who does not see it.
/// </summary>
internal static partial class FrontMatterLocator
{
    // Only what finds the front matter: the body need not be understood here.
    private static readonly MarkdownPipeline Pipeline = MakePipeline();

    /// <summary>Finds the front matter; null when there is none.</summary>
    /// <param name="card">The card.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="diagnostics">Takes what is to be said about the fences.</param>
    public static FrontMatter? Locate(CardText card, string? file, List<Diagnostic> diagnostics)
    {
        var text = card.Text;
        var hub = HubBlock().Match(text);
        var markdown = Markdown.Parse(Head(text), Pipeline).OfType<YamlFrontMatterBlock>().FirstOrDefault();
        var found = markdown is not null ? ByMarkdown(text, markdown.Span.Start, markdown.Span.End + 1) : hub.Success ? ByHub(hub) : Empty(text);
        if (found is not { } place)
        {
            diagnostics.Add(Missing(card, file));
            return null;
        }

        var isReadByHub = hub.Success && ByHub(hub).Yaml == place.Yaml;
        var frontMatter = new FrontMatter(place.Block, place.Yaml, isReadByHub, markdown is not null);
        diagnostics.AddRange(Quirks(card, file, frontMatter));
        return frontMatter;
    }

    /// <summary>The text through the first line that can close front matter: what follows cannot change where it ends.</summary>
    private static string Head(string text) => PossibleEnd().Match(text) is { Success: true } end ? text[..(end.Index + end.Length)] : "";

    private static (TextRange Block, TextRange Yaml) ByMarkdown(string text, int start, int end)
    {
        var yaml = AfterBreak(text, text.AsSpan(start).IndexOfAny('\r', '\n') + start);
        var fence = end;
        while (text[fence - 1] is not ('\r' or '\n'))
        {
            fence--;
        }

        return (new TextRange(start, AfterLine(text, fence)), new TextRange(yaml, fence));
    }

    private static (TextRange Block, TextRange Yaml) ByHub(Match match)
    {
        var start = match.Groups["open"].Index + match.Groups["open"].Value.AsSpan().IndexOf('-');
        var yaml = match.Groups["yaml"];
        return (new TextRange(start, match.Index + match.Length), new TextRange(yaml.Index, yaml.Index + yaml.Length + match.Groups["break"].Length));
    }

    private static (TextRange Block, TextRange Yaml)? Empty(string text)
    {
        var match = EmptyBlock().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var close = match.Groups["close"].Index;
        return (new TextRange(match.Groups["open"].Index, match.Index + match.Length), TextRange.At(close));
    }

    private static IEnumerable<Diagnostic> Quirks(CardText card, string? file, FrontMatter found)
    {
        var text = card.Text;
        var start = card.Place(file, found.Block.Start);
        var close = card.Place(file, found.Yaml.End);
        if (card.HasByteOrderMark)
        {
            yield return CardCodes.ByteOrderMark.At(new SourcePlace(file, 1, 1),
                "The file begins with a byte order mark (EF BB BF), and the Hub does not find front matter behind one.",
                "Save the file as UTF-8 without byte order mark.");
        }

        if (found.Block.Start > 0)
        {
            yield return CardCodes.BlankBeforeFrontMatter.At(start,
                "Blanks or blank lines stand before the front matter; the Hub reads it all the same, but Markdown tools take it for text.",
                "Delete everything before the opening '---'.");
        }

        if (text[found.Block.Start + 3] is not ('\r' or '\n'))
        {
            yield return CardCodes.BlankAfterOpeningFence.At(start,
                "Blanks follow the opening '---'; Markdown tools read the front matter all the same, but the Hub does not find it.",
                "Delete the blanks after the opening '---'.");
        }

        if (text[found.Yaml.End] == '.')
        {
            yield return CardCodes.ClosedWithDots.At(close,
                "The front matter is closed with '...'; Markdown tools accept that, but the Hub looks for '---'.",
                "Write '---' as the closing line.");
        }
        else if (found.Block.End < text.Length && text[found.Block.End - 1] == '\r')
        {
            yield return CardCodes.BareReturnAfterFence.At(close,
                "The closing '---' ends with a bare carriage return; Markdown tools accept that, but the Hub does not find the end of the front matter.",
                "End the lines with LF or CR LF.");
        }

        if (found.Yaml.IsEmpty)
        {
            yield return CardCodes.EmptyFrontMatter.At(start,
                "The two fences stand in adjacent lines; neither the Hub nor Markdown tools take this for front matter.",
                "Write at least one key between the fences, or delete them.");
        }
    }

    private static Diagnostic Missing(CardText card, string? file) => Unclosed().IsMatch(card.Text)
        ? CardCodes.UnclosedFrontMatter.At(card.Place(file, card.Text.IndexOf('-', StringComparison.Ordinal)),
            "The file begins with '---', but no later line closes the front matter.",
            "Write '---' in a line of its own after the last key.")
        : CardCodes.NoFrontMatter.At(new SourcePlace(file, 1, 1),
            "The card has no front matter: the Hub knows neither its licence nor its language nor its scores.",
            "Begin the file with a line '---', YAML such as 'license: apache-2.0', and another line '---'.");

    private static int AfterBreak(string text, int place) => text[place] == '\r' && place + 1 < text.Length && text[place + 1] == '\n' ? place + 2 : place + 1;

    private static int AfterLine(string text, int place)
    {
        var step = text.AsSpan(place).IndexOfAny('\r', '\n');
        return step < 0 ? text.Length : AfterBreak(text, place + step);
    }

    private static MarkdownPipeline MakePipeline()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear();
        builder.InlineParsers.Clear();
        builder.BlockParsers.Add(new YamlFrontMatterParser());
        builder.BlockParsers.Add(new ParagraphBlockParser());
        return builder.Build();
    }

    // The Hub's grammar as its own client applies it.
    [GeneratedRegex(@"^(?<open>\s*---(?:\r\n|\r|\n))(?<yaml>[\S\s]*?)(?<break>\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\z)")]
    private static partial Regex HubBlock();

    [GeneratedRegex(@"^(?<open>---)[ \t]*(?:\r\n|\r|\n)(?<close>---)[ \t]*(?:\r\n|\r|\n|\z)")]
    private static partial Regex EmptyBlock();

    [GeneratedRegex(@"[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\z)")]
    private static partial Regex PossibleEnd();

    [GeneratedRegex(@"^\s*---[ \t]*(?:\r|\n|\z)")]
    private static partial Regex Unclosed();
}
