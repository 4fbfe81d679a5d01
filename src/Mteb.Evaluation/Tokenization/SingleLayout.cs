using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.PostProcessors;

namespace Mteb.Evaluation.Tokenization;

/// <summary>What a post-processor makes of a single text: ids, with a mark where the text's own go.</summary>
internal sealed class SingleLayout
{
    private const int Text = -1;

    private readonly int[] _ids;

    private SingleLayout(int[] ids)
    {
        _ids = ids;
        SpecialTokenCount = ids.Count(id => id != Text);
    }

    /// <summary>How many special tokens are added.</summary>
    public int SpecialTokenCount { get; }

    /// <summary>Finds the layout by having a mark processed.</summary>
    public static SingleLayout Of(IPostProcessor? processor)
    {
        var mark = new TokenEncoding([Text], [0], [""], [default], [1], [0], []);
        return new(processor is null ? [Text] : EncodingMerger.Merge(processor.Process([mark], addSpecialTokens: true)).IdArray);
    }

    /// <summary>Appends a text's ids and the special tokens around them.</summary>
    public void Write(ReadOnlySpan<int> text, List<int> ids)
    {
        foreach (var id in _ids)
        {
            if (id == Text)
            {
                ids.AddRange(text);
            }
            else
            {
                ids.Add(id);
            }
        }
    }
}
