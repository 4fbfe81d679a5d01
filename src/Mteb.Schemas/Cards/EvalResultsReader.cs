using System.Globalization;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Cards;

/// <summary>Reads files of <c>.eval_results</c>: a list of items with a dataset and a value.</summary>
public static class EvalResultsReader
{
    private static readonly string[] ItemKeys = ["dataset", "value", "verifyToken", "date", "source", "notes"];
    private static readonly string[] DatasetKeys = ["id", "task_id", "revision"];
    private static readonly string[] SourceKeys = ["url", "name", "user", "org"];

    /// <summary>Reads.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    /// <returns>The evaluations; or, as diagnostics, everything that the Hub does not read.</returns>
    public static Outcome<EvalResults> Read(ReadOnlyMemory<byte> utf8, string? path)
    {
        if (CardText.Decode(utf8, out var badByte) is not { } text)
        {
            return FormCodes.NotUtf8.At(SourceText.Of(utf8, path).PlaceOf(badByte), "The file is not UTF-8.", "Save the file as UTF-8.");
        }

        var reader = new Reader(text, path);
        var items = reader.ReadItems();
        return reader.Findings.Count == 0 ? new EvalResults(items, text, path) : Outcome.Failure<EvalResults>(reader.Findings);
    }

    private sealed class Reader(CardText text, string? path)
    {
        public List<Diagnostic> Findings { get; } = [];

        public IReadOnlyList<EvalResult> ReadItems()
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
                return [.. list.Items.Select(item => ReadItem(item.Node)).OfType<EvalResult>()];
            }

            return [];
        }

        private EvalResult? ReadItem(YamlNode node)
        {
            if (node is not YamlMapping item)
            {
                Add(node.Range.Start, "Every item must have the keys 'dataset' and 'value'.");
                return null;
            }

            CheckKeys(item, ItemKeys, "an item");
            var value = Require(item, "value", "a number", NumberOf);
            var date = Allow(item, "date", "a day such as 2026-05-01", DayOf);
            var notes = Allow(item, "notes", "text", TextOf);
            var token = Allow(item, "verifyToken", "text", TextOf);
            var dataset = Require(item, "dataset", "a mapping with 'id' and 'task_id'", MappingOf) is { } named ? ReadDataset(named) : null;
            var source = Allow(item, "source", "a mapping with 'url'", MappingOf) is { } origin ? ReadSource(origin) : null;
            return value is not null && dataset is not null
                ? new EvalResult(dataset, YamlScalars.Number(value)!.Value) { Date = date, Notes = notes, VerifyToken = token, Source = source, Node = item }
                : null;
        }

        private EvalDataset? ReadDataset(YamlMapping dataset)
        {
            CheckKeys(dataset, DatasetKeys, "'dataset'");
            var id = Require(dataset, "id", "the name of a dataset on the Hub", TextOf);
            var task = Require(dataset, "task_id", "text", TextOf);
            var revision = Allow(dataset, "revision", "text", TextOf);
            return id is null || task is null ? null : new EvalDataset(id, task, revision);
        }

        private EvalSource? ReadSource(YamlMapping source)
        {
            CheckKeys(source, SourceKeys, "'source'");
            var url = Require(source, "url", "an address", AddressOf);
            var (name, user, organization) = (Allow(source, "name", "text", TextOf), Allow(source, "user", "text", TextOf), Allow(source, "org", "text", TextOf));
            return url is null ? null : new EvalSource(url, name, user, organization);
        }

        private void CheckKeys(YamlMapping mapping, string[] known, string owner)
        {
            foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Name)))
            {
                Add(entry.Key.Range.Start, $"The Hub knows no key '{entry.Name}' of {owner}. {NearestNames.Sentence(entry.Name ?? "", known)}".TrimEnd());
            }

            foreach (var again in mapping.Entries.GroupBy(entry => entry.Name).SelectMany(entries => entries.Skip(1)))
            {
                Add(again.Key.Range.Start, $"The key '{again.Name}' stands twice; the Hub does not read such a file.");
            }
        }

        private T? Require<T>(YamlMapping mapping, string key, string wanted, Func<YamlNode, T?> read)
            where T : class
        {
            if (mapping[key] is null)
            {
                Add(mapping.Range.Start, $"The key '{key}' is missing.");
            }

            return Allow(mapping, key, wanted, read);
        }

        private T? Allow<T>(YamlMapping mapping, string key, string wanted, Func<YamlNode, T?> read)
            where T : class
        {
            if ((mapping[key] is YamlAlias alias ? alias.Target : mapping[key]) is not { } node)
            {
                return null;
            }

            var value = read(node);
            if (value is null)
            {
                Add(node.Range.Start, $"'{key}' must be {wanted}.");
            }

            return value;
        }

        private void Add(int at, string message) => Findings.Add(FormCodes.EvalResultsForm.At(
            text.Place(path, at), message, "Write the file anew with 'mteb card --eval-results', or correct it by hand."));
    }

    private static string? TextOf(YamlNode node) => node is YamlScalar { Kind: ScalarKind.Text, Value: var text } ? text : null;

    private static YamlMapping? MappingOf(YamlNode node) => node as YamlMapping;

    private static string? NumberOf(YamlNode node) =>
        node is YamlScalar { Kind: ScalarKind.Number or ScalarKind.WholeNumber, Value: var written } && double.IsFinite(YamlScalars.Number(written)!.Value) ? written : null;

    private static string? DayOf(YamlNode node) =>
        node is YamlScalar { Value: { Length: >= 10 } day } && day[4] == '-' && DateTimeOffset.TryParse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? day
            : null;

    private static string? AddressOf(YamlNode node) =>
        node is YamlScalar { Value: var address } && Uri.TryCreate(address, UriKind.Absolute, out _) ? address : null;
}
