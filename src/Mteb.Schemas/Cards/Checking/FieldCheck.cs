using System.Globalization;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Checks what single keys mean: licence, language, pipeline tag, library, results path; and the size of it all.</summary>
internal static class FieldCheck
{
    private const int LargeFrontMatter = 200_000;

    /// <summary>What is to be said about single keys.</summary>
    public static IEnumerable<Diagnostic> Check(ModelCard card, YamlMapping root, CardSurroundings around) =>
    [
        .. Size(card, around), .. License(card, root, around), .. Languages(card, root, around), .. Findable(card, root), .. ResultsPath(card, root, around),
    ];

    private static IEnumerable<Diagnostic> Size(ModelCard card, CardSurroundings around)
    {
        var size = card.ByteRange(card.FrontMatter!.Yaml).Length;
        var place = card.Place(card.FrontMatter.Block.Start);
        var text = string.Create(CultureInfo.InvariantCulture, $"The front matter takes {size:N0} bytes");
        if (size > around.LargestFrontMatter)
        {
            yield return CardCodes.TooLargeFrontMatter.At(place, string.Create(CultureInfo.InvariantCulture, $"{text}, more than the {around.LargestFrontMatter:N0} that are allowed."),
                "Keep the main scores only, or write '.eval_results/' files instead.");
        }
        else if (size > LargeFrontMatter)
        {
            yield return CardCodes.LargeFrontMatter.At(place, text + "; the Hub refuses very large metadata with status 413.", "Keep the main scores only, or write '.eval_results/' files instead.");
        }
    }

    private static IEnumerable<Diagnostic> License(ModelCard card, YamlMapping root, CardSurroundings around)
    {
        foreach (var license in Texts(root, "license"))
        {
            var place = card.Place(license.ContentStart);
            if (!HubLists.Licenses.Contains(license.Value))
            {
                yield return CardCodes.UnknownLicense.At(place, $"'{license.Value}' is not a licence id of the Hub.",
                    HubLists.Licenses.Contains(license.Value.ToLowerInvariant()) ? $"Write '{license.Value.ToLowerInvariant()}'." : "Use an id of the Hub's list, or 'other' with 'license_name' and 'license_link'.");
            }
            else if (license.Value == "other" && (root["license_name"] is null || root["license_link"] is null))
            {
                yield return CardCodes.IncompleteLicense.At(place, "With the licence 'other', the Hub wants 'license_name' and 'license_link' too.", "Add the two keys.");
            }
            else if (around.LicenseFile is { } file && InFile(file) is { } id && id != license.Value && license.Value is not ("other" or "unknown"))
            {
                yield return CardCodes.LicenseFileDiffers.At(place, $"The card says '{license.Value}', but the LICENSE file holds the text of '{id}'.", "Change the one that is wrong.");
            }
        }
    }

    private static IEnumerable<Diagnostic> Languages(ModelCard card, YamlMapping root, CardSurroundings around)
    {
        var declared = Texts(root, "language").ToList();
        foreach (var language in declared.Where(language => !LanguageTags.IsKnown(language.Value)))
        {
            yield return CardCodes.UnknownLanguage.At(card.Place(language.ContentStart), $"'{language.Value}' is neither an ISO 639 code nor 'multilingual' or 'code'.", "Use the code of the language, such as 'en' or 'yue'.");
        }

        if (around.EvaluatedLanguages is not { } evaluated || declared.Count == 0)
        {
            yield break;
        }

        var place = card.Place(root.Find("language")!.Key.Range.Start);
        var losses = new SortedSet<string>(StringComparer.Ordinal);
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var language in evaluated)
        {
            codes.Add(LanguageTags.ToCard(language, out var loss));
            if (loss is not null)
            {
                losses.Add($"{language} ({loss})");
            }
        }

        var known = declared.Select(language => language.Value).ToHashSet(StringComparer.Ordinal);
        var names = known.Select(code => LanguageTags.ToIso3(code) is { } iso ? LanguageTags.ToCard(iso, out _) : code).ToHashSet(StringComparer.Ordinal);
        var missing = known.Contains("multilingual") ? [] : codes.Where(code => !names.Contains(code)).ToList();
        var idle = names.Where(code => code is not ("multilingual" or "code") && !codes.Contains(code)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0 || idle.Count > 0)
        {
            yield return CardCodes.LanguagesDiffer.At(place,
                string.Join(" ", new[] { missing.Count > 0 ? $"Evaluated but not declared: {NameList.Of(missing)}." : "", idle.Count > 0 ? $"Declared but not evaluated: {NameList.Of(idle)}." : "" }.Where(part => part.Length > 0)),
                "Complete the list, or evaluate the missing languages.");
        }

        if (losses.Count > 0)
        {
            yield return CardCodes.LanguageLoss.At(place, $"The codes of the card do not say everything that the results do: {NameList.Of(losses)}.", "Nothing has to be done.");
        }
    }

    private static IEnumerable<Diagnostic> Findable(ModelCard card, YamlMapping root)
    {
        if (root["pipeline_tag"] is YamlScalar { Kind: ScalarKind.Text } tag && !HubLists.PipelineTags.Contains(tag.Value))
        {
            yield return CardCodes.UnknownPipelineTag.At(card.Place(tag.ContentStart), $"'{tag.Value}' is not a pipeline tag of the Hub.", "Use 'sentence-similarity' or 'feature-extraction' for an embedding model.");
        }

        if (root["library_name"] is null)
        {
            yield return CardCodes.NoLibrary.At(card.Place(root.Range.Start), "The key 'library_name' is missing, and the Hub no longer assumes one.", "Add it: 'library_name: sentence-transformers', for example.");
        }
    }

    private static IEnumerable<Diagnostic> ResultsPath(ModelCard card, YamlMapping root, CardSurroundings around)
    {
        if (root.Find("mteb_results") is not { } entry)
        {
            yield break;
        }

        yield return CardCodes.ResultsKeyUnread.At(card.Place(entry.Key.Range.Start), "The key 'mteb_results' is accepted, but neither the Hub nor a leaderboard reads it.",
            "Keep it if your own tools need it; boards read 'model-index', '.eval_results/' or the results repository.");
        foreach (var path in Texts(root, "mteb_results").Where(path => around.PathExists is { } exists && !exists(path.Value)))
        {
            yield return CardCodes.ResultsPathMissing.At(card.Place(path.ContentStart), $"There is no '{path.Value}' beside the card.", "Correct the path, relative to the card.");
        }
    }

    private static IEnumerable<YamlScalar> Texts(YamlMapping root, string key) => root[key] switch
    {
        YamlScalar { Kind: ScalarKind.Text } scalar => [scalar],
        YamlSequence list => list.Items.Select(item => item.Node).OfType<YamlScalar>().Where(item => item.Kind == ScalarKind.Text),
        _ => [],
    };

    private static string? InFile(string text) => HubLists.LicenseMarks.FirstOrDefault(mark => text.Contains(mark.Mark, StringComparison.OrdinalIgnoreCase)).Id;
}
