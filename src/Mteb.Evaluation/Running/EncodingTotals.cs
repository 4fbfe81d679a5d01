using Mteb.Evaluation.Encoding;

namespace Mteb.Evaluation.Running;

/// <summary>What was counted over all calls of an encoder during a task.</summary>
/// <param name="Texts">Texts asked for.</param>
/// <param name="DistinctTexts">Texts really encoded.</param>
/// <param name="Tokens">Tokens of the encoded texts, padding not counted.</param>
/// <param name="TruncatedTexts">Texts asked for that were cut to the maximum length.</param>
/// <param name="Calls">The calls, in order.</param>
public sealed record EncodingTotals(long Texts, long DistinctTexts, long Tokens, long TruncatedTexts, IReadOnlyList<EncodingCall> Calls)
{
    /// <summary>Nothing was encoded.</summary>
    public static readonly EncodingTotals None = new(0, 0, 0, 0, []);

    /// <summary>Share of the texts that were cut, from 0 to 1; 0 when there were none.</summary>
    public double TruncatedShare => Texts == 0 ? 0 : (double)TruncatedTexts / Texts;
}

/// <summary>One call of an encoder.</summary>
/// <param name="Split">The split that the texts came from.</param>
/// <param name="Subset">The subset that the texts came from.</param>
/// <param name="PromptType">Their role, if the task type has roles.</param>
/// <param name="Statistics">What was counted.</param>
public sealed record EncodingCall(string Split, string Subset, PromptType? PromptType, EncodingStatistics Statistics);
