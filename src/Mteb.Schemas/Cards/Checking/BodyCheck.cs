using Markdig;
using Markdig.Syntax;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Checks that the body has the sections that readers look for.</summary>
internal static class BodyCheck
{
    private static readonly (string Name, string[] Words)[] Sections =
    [
        ("overview", ["overview", "description", "model details", "introduction", "about", "summary"]),
        ("usage", ["usage", "use", "uses", "how to", "quick start", "quickstart", "getting started", "get started", "example", "inference"]),
        ("performance", ["performance", "evaluation", "results", "benchmark", "scores"]),
        ("dependencies", ["dependencies", "requirements", "installation", "install", "environment"]),
        ("licence", ["license", "licence", "licensing"]),
        ("citation", ["citation", "cite", "citing", "reference", "bibtex"]),
    ];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().Build();

    /// <summary>Which sections are missing.</summary>
    public static IEnumerable<Diagnostic> Check(ModelCard card)
    {
        var body = card.Text[card.BodyStart..];
        var headings = Markdown.Parse(body, Pipeline).Descendants<HeadingBlock>()
            .Select(heading => body.Substring(heading.Span.Start, heading.Span.Length).ToLowerInvariant())
            .ToList();
        return Sections
            .Where(section => !headings.Any(heading => section.Words.Any(word => heading.Contains(word, StringComparison.Ordinal))))
            .Select(section => CardCodes.MissingSection.At(new SourcePlace(card.File),
                $"The card has no section on {section.Name}: no heading says {string.Join(", ", section.Words.Take(3).Select(word => $"'{word}'"))} or the like.",
                $"Add a heading such as '## {char.ToUpperInvariant(section.Words[0][0])}{section.Words[0][1..]}' with the text."));
    }
}
