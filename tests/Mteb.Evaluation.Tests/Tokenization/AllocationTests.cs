using Mteb.Evaluation.Tokenization;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>Encoding a text that has been encoded before takes no new memory, whatever the pipeline.</summary>
public sealed class AllocationTests
{
    [SharedTheory("tokenizers/families/", Gold.Texts.Path)]
    [InlineData("nomic-bert")]
    [InlineData("modernbert")]
    [InlineData("llama2")]
    [InlineData("llama3")]
    [InlineData("gpt-4o")]
    [InlineData("bloom")]
    [InlineData("xlm-roberta")]
    [InlineData("t5-current")]
    [InlineData("deberta-v3")]
    [InlineData("albert")]
    [InlineData("clip")]
    [InlineData("wordlevel-static")]
    public void The_second_time_takes_no_memory(string family)
    {
        var tokenizer = TokenizerFolder.Load(SharedMaterial.At("tokenizers/families/" + family)).Value!;
        var texts = Gold.Texts.Instance.All;
        var ids = new List<int>(1 << 20);
        Encode(tokenizer, texts, ids);
        Encode(tokenizer, texts, ids);

        // A collection may empty the pools of arrays in the middle of a round; what a text itself takes would be taken in every round.
        var taken = Enumerable.Range(0, 3).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Encode(tokenizer, texts, ids);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        taken.Should().Be(0, "there are {0} tokens", ids.Count);
    }

    private static void Encode(Tokenizer tokenizer, string[] texts, List<int> ids)
    {
        ids.Clear();
        foreach (var text in texts)
        {
            tokenizer.Encode(text, int.MaxValue, ids);
        }
    }
}
