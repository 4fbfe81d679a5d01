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

        // A full collection may empty the pools of arrays: a round during which there was one, or the round before it, says nothing.
        long taken;
        int collections;
        do
        {
            collections = GC.CollectionCount(2);
            GC.WaitForPendingFinalizers();
            Encode(tokenizer, texts, ids);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Encode(tokenizer, texts, ids);
            taken = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (GC.CollectionCount(2) != collections);

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
