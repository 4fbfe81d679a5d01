using System.Text.Json;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>Every pipeline under tokenizers/families against what the reference makes of it.</summary>
public sealed class FamilyGoldTests
{
    private const string Golds = "tokenizers/gold/families";
    private const string Families = "tokenizers/families";

    // max_length is smaller than the number of special tokens of a pair: the reference's subtraction wraps round and nothing is
    // cut. We refuse.
    private const string TruncationThatWrapsRound = "trunc-tiny";

    public static IEnumerable<object[]> All => SharedMaterial.Root is null
        ? [["(absent)"]]
        : Directory.EnumerateFiles(SharedMaterial.At(Golds), "*.json.gz")
            .Select(path => Path.GetFileName(path).Replace(".json.gz", "", StringComparison.Ordinal))
            .Where(name => name != "unicode")
            .Order(StringComparer.Ordinal)
            .Select(name => new object[] { name });

    [SharedTheory(Golds + "/", Families + "/")]
    [MemberData(nameof(All))]
    public void A_family_gives_the_ids_offsets_types_and_masks_of_the_reference(string family)
    {
        var gold = Goldens.Parse(SharedMaterial.At($"{Golds}/{family}.json.gz"));
        var outcome = TokenizerFolder.Load(SharedMaterial.At($"{Families}/{family}"));
        if (gold.TryGetProperty("load_error", out _))
        {
            outcome.Succeeded.Should().BeFalse("the reference refuses the file");
        }
        else
        {
            outcome.Diagnostics.Should().BeEmpty();
            Differences(outcome.Value!, gold, family).Take(5).Should().BeEmpty();
        }
    }

    private static IEnumerable<string> Differences(Tokenizer tokenizer, JsonElement gold, string family)
    {
        var texts = Gold.Texts.Instance;
        var singles = gold.GetProperty("single").EnumerateArray().Zip(texts.All, (entry, text) => (entry, (text, (string?)null)));
        var pairs = gold.GetProperty("pairs").EnumerateArray().Zip(texts.Pairs);
        foreach (var (entry, (text, pair)) in singles.Concat(pairs))
        {
            foreach (var (special, expected) in new[] { (true, entry.GetProperty("special")), (false, Gold.Plain(entry)) })
            {
                if (special && pair is not null && family == TruncationThatWrapsRound)
                {
                    tokenizer.Encode(text, pair).Diagnostics.Single().Descriptor.Should().Be(TokenizerCodes.ImpossibleTruncation);
                }
                else if (Difference(tokenizer.Encode(text, pair, special), expected) is { } difference)
                {
                    yield return $"special {special}, {Describe(text)} {Describe(pair)}: {difference}";
                }
            }
        }

        var batches = Batches(gold, "batches", texts.Batches)
            .Concat(family == TruncationThatWrapsRound ? [] : Batches(gold, "pair_batches", texts.PairBatches));
        foreach (var (expected, batch) in batches)
        {
            if (BatchDifference(tokenizer.EncodeBatch(batch), expected) is { } difference)
            {
                yield return $"batch of {batch.Length}: {difference}";
            }
        }
    }

    private static IEnumerable<(JsonElement Expected, (string, string?)[] Batch)> Batches(JsonElement gold, string name, (string, string?)[][] batches) =>
        gold.TryGetProperty(name, out var expected) ? expected.EnumerateArray().Zip(batches) : [];

    private static string? Difference(Outcome<TokenEncoding> actual, JsonElement expected) => expected.TryGetProperty("error", out var error)
        ? actual.Succeeded ? $"no refusal, but the reference says: {error}" : null
        : actual.Succeeded ? Gold.Difference(actual.Value, expected) : "refused: " + actual.Diagnostics[0].Message;

    private static string? BatchDifference(Outcome<IReadOnlyList<TokenEncoding>> actual, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            return actual.Succeeded ? $"no refusal, but the reference says: {expected}" : null;
        }

        return actual.Succeeded
            ? actual.Value.Zip(expected.EnumerateArray(), Gold.Difference).FirstOrDefault(difference => difference is not null)
            : "refused: " + actual.Diagnostics[0].Message;
    }

    private static string Describe(string? text) => text is null ? "" : $"'{string.Concat(text.Take(80).Select(unit => unit is < ' ' or > '~' ? $"\\u{(int)unit:X4}" : unit.ToString()))}'";
}
