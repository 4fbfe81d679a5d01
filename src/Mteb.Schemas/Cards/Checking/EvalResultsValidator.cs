using System.Globalization;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Says what the Hub does not read in a file of <c>.eval_results</c>: a list of items with a dataset and a value.</summary>
public static class EvalResultsValidator
{
    private static readonly string[] ItemKeys = ["dataset", "value", "verifyToken", "date", "source", "notes"];
    private static readonly string[] DatasetKeys = ["id", "task_id", "revision"];
    private static readonly string[] SourceKeys = ["url", "name", "user", "org"];

    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, string? path)
    {
        var findings = new List<Diagnostic>();
        if (CardText.Decode(utf8, out var badByte) is { } text)
        {
            new Checker(text, path, findings).Check();
        }
        else
        {
            findings.Add(FormCodes.NotUtf8.At(Text.SourceText.Of(utf8, path).PlaceOf(badByte), "The file is not UTF-8.", "Save the file as UTF-8."));
        }

        return new FileReport(path, FileKind.EvalResults, findings.Count == 0 ? Verdict.Valid : Verdict.Invalid, findings);
    }

    private sealed class Checker(CardText text, string? path, List<Diagnostic> findings)
    {
        public void Check()
        {
            var tree = YamlTree.Read(text.Text, new TextRange(0, text.Text.Length));
            if (tree.Error is { } error)
            {
                Add(tree.ErrorAt, error);
            }
            else if (tree.Root is not YamlSequence list)
            {
                Add(tree.Root?.Range.Start ?? 0, "The file must be a list of items with 'dataset' and 'value'.");
            }
            else
            {
                foreach (var item in list.Items)
                {
                    CheckItem(item.Node);
                }
            }
        }

        private void CheckItem(YamlNode node)
        {
            if (node is not YamlMapping item)
            {
                Add(node.Range.Start, "Every item must have the keys 'dataset' and 'value'.");
                return;
            }

            CheckKeys(item, ItemKeys, "an item");
            Require(item, "value", "a number", value => value is YamlScalar { Kind: ScalarKind.Number or ScalarKind.WholeNumber, Value: var number } && YamlScalars.Number(number) is { } score && double.IsFinite(score));
            Allow(item, "date", "a day such as 2026-05-01", value => value is YamlScalar { Value: var day } && DateTimeOffset.TryParse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) && day.Length >= 10 && day[4] == '-');
            Allow(item, "notes", "text", IsText);
            Allow(item, "verifyToken", "text", IsText);
            if (Require(item, "dataset", "a mapping with 'id' and 'task_id'", value => value is YamlMapping) is YamlMapping dataset)
            {
                CheckKeys(dataset, DatasetKeys, "'dataset'");
                Require(dataset, "id", "the name of a dataset on the Hub", IsText);
                Require(dataset, "task_id", "text", IsText);
                Allow(dataset, "revision", "text", IsText);
            }

            if (Allow(item, "source", "a mapping with 'url'", value => value is YamlMapping) is YamlMapping source)
            {
                CheckKeys(source, SourceKeys, "'source'");
                Require(source, "url", "an address", value => value is YamlScalar { Value: var address } && Uri.TryCreate(address, UriKind.Absolute, out _));
            }
        }

        private void CheckKeys(YamlMapping mapping, string[] known, string owner)
        {
            foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Name)))
            {
                Add(entry.Key.Range.Start, $"The Hub knows no key '{entry.Name}' of {owner}. {NearestNames.Sentence(entry.Name ?? "", known)}".TrimEnd());
            }
        }

        private YamlNode? Require(YamlMapping mapping, string key, string wanted, Func<YamlNode, bool> isAllowed)
        {
            if (mapping[key] is null)
            {
                Add(mapping.Range.Start, $"The key '{key}' is missing.");
            }

            return Allow(mapping, key, wanted, isAllowed);
        }

        private YamlNode? Allow(YamlMapping mapping, string key, string wanted, Func<YamlNode, bool> isAllowed)
        {
            var value = mapping[key] is YamlAlias alias ? alias.Target : mapping[key];
            if (value is null || isAllowed(value))
            {
                return value;
            }

            Add(value.Range.Start, $"'{key}' must be {wanted}.");
            return null;
        }

        private static bool IsText(YamlNode value) => value is YamlScalar { Kind: ScalarKind.Text };

        private void Add(int at, string message) => findings.Add(FormCodes.EvalResultsForm.At(
            text.Place(path, at), message, "Write the file anew with 'mteb card --eval-results', or correct it by hand."));
    }
}
