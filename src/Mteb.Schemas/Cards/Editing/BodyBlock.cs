using Markdig;
using Markdig.Syntax;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>
/// The marked blocks of a body: text between a line <c>&lt;!-- mteb:NAME --&gt;</c> and a line <c>&lt;!-- /mteb:NAME --&gt;</c>.
/// Marks inside code are examples, not marks; Markdig tells.
/// </summary>
public static class BodyBlock
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().Build();

    /// <summary>The opening mark.</summary>
    public static string Open(string name) => $"<!-- mteb:{name} -->";

    /// <summary>The closing mark.</summary>
    public static string Close(string name) => $"<!-- /mteb:{name} -->";

    /// <summary>What stands between the marks, with LF line breaks and without the line breaks next to the marks; null when there is no complete block.</summary>
    public static string? Content(ModelCard card, string name) => Find(card, name, out _) is { } range
        ? card.Text[(range.Start + Open(name).Length)..(range.End - Close(name).Length)].ReplaceLineEndings("\n").Trim('\n')
        : null;

    /// <summary>From the opening to the closing mark, both included.</summary>
    /// <param name="card">The card.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="stray">Offset of a mark without partner or of a second block; -1 when all is in order.</param>
    internal static TextRange? Find(ModelCard card, string name, out int stray)
    {
        stray = -1;
        var body = card.Text[card.BodyStart..];
        if (!body.Contains("mteb:" + name, StringComparison.Ordinal))
        {
            return null;
        }

        var marks = Markdown.Parse(body, Pipeline).Descendants<HtmlBlock>()
            .Where(block => block.Type == HtmlBlockType.Comment)
            .Select(block => (Start: card.BodyStart + block.Span.Start, Text: body.Substring(block.Span.Start, block.Span.Length).Trim()))
            .Where(mark => mark.Text == Open(name) || mark.Text == Close(name))
            .Select(mark => (Start: card.Text.IndexOf("<!--", mark.Start, StringComparison.Ordinal), mark.Text))
            .ToList();
        if (marks.Count == 0)
        {
            return null;
        }

        if (marks.Count == 2 && marks[0].Text == Open(name) && marks[1].Text == Close(name))
        {
            return new TextRange(marks[0].Start, marks[1].Start + Close(name).Length);
        }

        stray = marks.Count > 2 ? marks[2].Start : marks[0].Start;
        return null;
    }
}
