using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>What a card is checked against, besides itself.</summary>
public sealed record CardSurroundings
{
    private static readonly string[] LicenseNames = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING"];

    /// <summary>The text of the repository's LICENSE file; null when there is none or it does not matter.</summary>
    public string? LicenseFile { get; init; }

    /// <summary>Languages of the results, as <c>eng-Latn</c>; null when there are no results to compare with.</summary>
    public IReadOnlyCollection<string>? EvaluatedLanguages { get; init; }

    /// <summary>Whether a path, relative to the card, exists; null when that cannot be told.</summary>
    public Func<string, bool>? PathExists { get; init; }

    /// <summary>From how many bytes on a front matter is an error; at 200,000 it is worth a warning.</summary>
    public int LargestFrontMatter { get; init; } = 1_000_000;

    /// <summary>What lies around a card in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The licence file cannot be read.</exception>
    public static CardSurroundings InFolder(string folder)
    {
        var license = LicenseNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return new CardSurroundings
        {
            LicenseFile = license is null ? null : File.ReadAllText(license),
            PathExists = relative => Path.Exists(Path.Combine(folder, relative)),
        };
    }
}

/// <summary>Checks a card: fences, syntax, schema, meaning, body.</summary>
public static class CardCheck
{
    /// <summary>Everything there is to say about a card, in the order of its lines.</summary>
    /// <param name="card">The card.</param>
    /// <param name="surroundings">What lies around it.</param>
    public static IReadOnlyList<Diagnostic> Check(ModelCard card, CardSurroundings surroundings)
    {
        var found = card.Diagnostics.ToList();
        if (card.Root is { } root)
        {
            found.AddRange(SchemaCheck.Check(card, root));
            found.AddRange(ScalarCheck.Check(card, root));
            found.AddRange(FieldCheck.Check(card, root, surroundings));
            found.AddRange(ModelIndexCheck.Check(card, root));
        }

        found.AddRange(BodyCheck.Check(card));
        return [.. found.OrderBy(diagnostic => diagnostic.Place.Line).ThenBy(diagnostic => diagnostic.Place.Column)];
    }
}
